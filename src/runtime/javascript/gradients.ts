import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../model/fault.ts';
import type { GradientPlan } from '../../model/plan.ts';
import type { Leaf } from '../../model/target.ts';
import { isReshape, misfitWords, transposed } from '../shapes.ts';
import type { Leaves } from './leaves.ts';
import { recordedCalls, type RecordedCall } from './spy.ts';
import { valueAt, type Slots } from './values/place.ts';
import { readNumbers, whyNotNumeric } from './values/store.ts';

interface Numbers {
  shape: number[];
  entries: Float64Array;
}

/**
 * What backward claims for one leaf, in the leaf's order.
 * @param before θ at the call; @param after what the leaves hold behind it, where the plan needs it
 * Throws GradientCheckError ('no-gradient', 'shape').
 */
export function readGradient(
  plan: GradientPlan,
  index: number,
  leaves: Leaves,
  slots: Slots,
  before: Float64Array,
  after: () => Float64Array,
): Float64Array {
  const leaf = leaves.layout[index]!;
  switch (plan.kind) {
    case 'value': {
      const value = valueAt(slots, plan.at);
      const numbers = numbersOf(value, leaf);
      if (plan.misfit && !isReshape(numbers.shape, leaf.shape)) return new Float64Array(leaf.size).fill(NaN);
      const gradient = fitted(numbers, leaf, plan.transposed);
      const scale = plan.scale ?? 1;
      return scale === 1 ? gradient : gradient.map((entry) => scale * entry);
    }
    case 'update': {
      const now = after();
      return Float64Array.from(
        { length: leaf.size },
        (_, i) => (before[leaf.offset + i]! - now[leaf.offset + i]!) / plan.rate,
      );
    }
    case 'spied':
      return fitted(spied(plan, leaf, leaves.value(index), slots, before), leaf, false);
    default:
      return plan satisfies never;
  }
}

function numbersOf(value: unknown, leaf: Leaf): Numbers {
  const numbers = readNumbers(value);
  if (numbers !== null) return numbers;
  const isMissing = value === undefined || value === null;
  throw new GradientCheckError(
    fault(
      isMissing ? 'no-gradient' : 'shape',
      isMissing
        ? l10n.t('No gradient for {0}: backward gave no value for {1}.', leaf.name, leaf.gradientName)
        : l10n.t('{0} is not an array of numbers: {1}.', leaf.gradientName, whyNotNumeric(value)),
    ),
  );
}

/** Entries of a gradient in the order of its leaf. */
function fitted({ shape, entries }: Numbers, leaf: Leaf, isTransposed: boolean): Float64Array {
  if (isTransposed) return untransposed(shape, entries, leaf);
  if (isReshape(shape, leaf.shape)) return entries;
  throw misfit(shape, leaf);
}

function untransposed(shape: number[], entries: Float64Array, leaf: Leaf): Float64Array {
  const reversed = [...leaf.shape].reverse();
  if (leaf.shape.length !== 2 || !isReshape(shape, reversed)) throw misfit(shape, leaf);
  return transposed(entries, reversed[0]!, reversed[1]!);
}

function misfit(shape: number[], leaf: Leaf): GradientCheckError {
  return new GradientCheckError(fault('shape', `${misfitWords(leaf.gradientName, shape, leaf)}.`));
}

function spied(
  plan: Extract<GradientPlan, { kind: 'spied' }>,
  leaf: Leaf,
  value: unknown,
  slots: Slots,
  before: Float64Array,
): Numbers {
  const calls = (recordedCalls(valueAt(slots, plan.spy)) ?? []).filter((call) => call.method === plan.method);
  const call =
    (typeof value === 'object' ? calls.find((each) => each.args[plan.leafArgument]?.value === value) : undefined) ??
    calls.find((each) => holdsLeaf(each, plan.leafArgument, leaf, before));
  if (call === undefined) {
    throw new GradientCheckError(
      fault('no-gradient', l10n.t('No gradient for {0}: backward did not hand it to {1}().', leaf.name, plan.method)),
    );
  }
  const given = call.args[plan.argument];
  return given?.numbers ?? numbersOf(given?.value, leaf);
}

/** The leaf was handed over by value, or as a copy. */
function holdsLeaf(call: RecordedCall, argument: number, leaf: Leaf, before: Float64Array): boolean {
  const numbers = call.args[argument]?.numbers;
  if (!numbers || numbers.entries.length !== leaf.size) return false;
  return numbers.entries.every((entry, i) => Object.is(entry, before[leaf.offset + i]));
}
