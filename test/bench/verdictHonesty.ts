import type { Cause } from '../../src/model/report.ts';
import type { Dtype } from '../zoo/algebra.ts';
import type { Operator } from '../zoo/operators.ts';
import type { TrueState } from './verdictTruth.ts';

/** A run whose causes are held against what is known about the planted bug. */
export interface Answered {
  operator: Operator;
  dtype: Dtype;
  /** Names of the leaves, with what the bug really does to each. */
  names: string[];
  truth: TrueState;
}

/** The type, the constant and the place are right. */
export function isRight(run: Answered, cause: Cause | null): boolean {
  return cause !== null && run.operator.causes.includes(cause.id) && constantFits(run, cause) && placeFits(run, cause);
}

/** Causes that point at a place in backward; the others say what is wrong with the numbers of a leaf. */
const placed = ['layer-step', 'own-line', 'through-leaf', 'activation-derivative', 'softmax-jacobian', 'normalisation'];

/**
 * Whoever follows one of these causes, the headline's or a leaf's, looks in the wrong place or for the wrong thing.
 * That the cause is unknown misleads nobody.
 */
export function misleads(run: Answered, overall: Cause | null, leaves: readonly (Cause | null)[]): boolean {
  const isFalse = (cause: Cause | null) =>
    cause !== null &&
    cause.id !== 'unknown' &&
    cause.id !== 'several' &&
    ((!run.operator.causes.includes(cause.id) && !isLineOf(run, cause)) ||
      (placed.includes(cause.id) && !placeFits(run, cause)));
  return [overall, ...leaves].some(isFalse) || (overall !== null && !constantFits(run, overall));
}

/** An error that shows in one leaf only is in the line of that leaf (or just before it), whatever else may be said. */
function isLineOf({ operator: { at }, names, truth }: Answered, { id, constants }: Cause): boolean {
  const wrong = names.filter((_, l) => truth.leaves[l] !== 'right').join();
  return (id === 'own-line' || id === 'layer-step') && constants['at'] === wrong && (at === undefined || at === wrong);
}

function constantFits({ operator: { constant }, dtype }: Answered, { id, constants }: Cause): boolean {
  const named =
    id === 'weight-decay'
      ? constants['k']
      : ['constant-factor', 'cost-scale'].includes(id)
        ? constants['factor']
        : undefined;
  if (constant === undefined || named === undefined) return true;
  return Math.abs(Number(named) / constant - 1) < (dtype === 'float32' ? 0.03 : 1e-4);
}

const holds = (said: unknown, wanted: readonly string[]): boolean =>
  String(said)
    .split(',')
    .every((name) => wanted.includes(name));

/** One of the leaves at which the bug sits is named, unless the bug does not show there. */
function placeFits({ operator: { at, through }, names, truth }: Answered, { id, constants, message }: Cause): boolean {
  if (!at || id === 'cost-scale' || id === 'different-cost') return true;
  const seats = at.split(',').filter((seat) => truth.leaves[names.indexOf(seat)] === 'wrong');
  if (seats.length === 0) return true;
  if (id === 'through-leaf' && through) return holds(constants['through'] ?? constants['around'], through.split(','));
  const places = ['at', 'of', 'through'].flatMap((key) => String(constants[key] ?? '').split(','));
  if (seats.some((seat) => places.includes(seat))) return true;
  // A sentence about a step names all leaves, right and wrong ones: only what it points at counts.
  if (id === 'layer-step') return false;
  return seats.some((seat) => new RegExp(`(^|[^A-Za-z0-9])d?${seat}([^A-Za-z0-9]|$)`).test(message));
}
