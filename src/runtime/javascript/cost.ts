import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../model/fault.ts';
import type { CostPlan, SlotPath, UpstreamForm } from '../../model/plan.ts';
import { formulaCost } from './formula.ts';
import type { Program } from './program.ts';
import { outputShape } from './upstreams.ts';
import { forEachNumber } from './values/like.ts';
import { formatPath, readerAt, valueAt } from './values/place.ts';
import { whyNotNumeric } from './values/store.ts';

/** Null for the usual upstream gradient. */
export function upstreamForm(cost: CostPlan): UpstreamForm | null {
  return cost.kind === 'contraction' ? (cost.upstream ?? null) : null;
}

/** Outputs that are contracted with upstream gradients. */
export function outputsOf(cost: CostPlan): SlotPath[] {
  return cost.kind === 'contraction' ? cost.outputs : [];
}

/** The cost that a forward left in the slots. The returned function throws GradientCheckError where there is none. */
export function costReader(cost: CostPlan, program: Program): () => number {
  const { slots, upstreams } = program;
  switch (cost.kind) {
    case 'scalar': {
      const { at } = cost;
      const read = readerAt(slots, at);
      return () => {
        const value = read();
        return typeof value === 'number' ? value : sumOf(value, at);
      };
    }
    case 'contraction':
      return () => upstreams.cost(slots);
    case 'formula':
      return () => formulaCost(cost, slots);
    default:
      return cost satisfies never;
  }
}

function sumOf(value: unknown, at: SlotPath): number {
  let sum = 0;
  let count = 0;
  forEachNumber(value, (entry) => {
    sum += entry;
    count++;
  });
  if (count > 0) return sum;
  throw new GradientCheckError(
    fault('shape', l10n.t('The cost ({0}) is not a number: {1}.', formatPath(at), whyNotNumeric(value))),
  );
}

/** Shape of what forward left; [] for a scalar cost. */
export function costShape(cost: CostPlan, program: Program): number[] {
  if (cost.kind === 'scalar') return [];
  const at = cost.kind === 'formula' ? cost.output : cost.outputs[0];
  return at === undefined ? [] : outputShape(valueAt(program.slots, at));
}
