import type { Step } from '../../model/plan.ts';
import type { Matched } from '../gradients/candidates.ts';
import type { Option } from '../known/context.ts';

/**
 * Backward has one target in each row where the output has it in a column, and compares with `Y.T`: NumPy would spread a column
 * and a row over a square, so that the cost is handed the same target transposed.
 */
export function turned({ back }: Matched, options: Option[]): Option[] {
  const [output = []] = back.run.outputs.shapes;
  const filled = [...back.run.filled, ...back.filled];
  return options.flatMap((option): Option[] => {
    const target = filled.find(({ slot }) => JSON.stringify(slot) === JSON.stringify(option.at));
    const { shape = [], value } = target?.option ?? {};
    const isTurned =
      shape.length === 2 && shape.toReversed().join() === output.join() && shape.join() !== output.join();
    if (!target || !isTurned || value?.kind !== 'array' || value.storage !== 'ndarray') {
      return [];
    }
    const into = `${target.name}$turned`;
    const step: Step = { kind: 'call', into, callee: { kind: 'method', on: target.slot, name: 'transpose' }, args: [] };
    const at = { slot: into, path: [] };
    return [{ label: option.label, penalty: option.penalty - 0.1, steps: [step], value: { kind: 'slot', at } }];
  });
}
