import type { FunctionFacts } from '../../model/facts.ts';
import type { Step } from '../../model/plan.ts';
import { backwardOptions } from '../backward/backwardOptions.ts';
import { bestFirst } from '../arguments/bestFirst.ts';
import { findClass, methodsOf, type Context, type Option } from '../known/context.ts';
import { fill, resultSlot } from '../forward/forwardSearch.ts';
import { withTuples } from '../known/places.ts';
import type { Budget, ForwardRun } from '../known/scene.ts';

const lossSlot = '$loss';
const mostTrials = 8;

/**
 * `forward(x)`, then `get_loss(label)`, then `backward()`: where backward reads what a loss method of the same object
 * leaves, that method belongs to forward, and what it returns is the cost.
 */
export async function runsWithLoss(context: Context, run: ForwardRun, budget: Budget): Promise<ForwardRun[]> {
  const self = run.scene.self;
  const owner = findClass(context, context.pair.owner);
  if (self === null || !owner || !run.scene.backward) {
    return [];
  }
  const { forward, backward } = context;
  const methods = methodsOf(context, owner).filter(
    (fn) =>
      fn !== forward &&
      fn !== backward &&
      fn.name !== '__init__' &&
      fn.writes.some((name) => backward.reads.includes(name)),
  );
  const found: ForwardRun[] = [];
  for (const fn of methods.slice(0, 2)) {
    found.push(...(await withLoss(run, self, fn, budget)));
  }
  return found;
}

async function withLoss(run: ForwardRun, self: string, fn: FunctionFacts, budget: Budget): Promise<ForwardRun[]> {
  const parameters = fn.parameters.filter((one) => !one.rest);
  const options = parameters.map((one) => backwardOptions(run, fn, one, 'cost'));
  let trials = 0;
  for (const { indices, penalty } of bestFirst([
    { penalty: 0, choices: options.map((list) => list.map((option) => option.penalty)) },
  ])) {
    if (trials++ >= mostTrials || budget.spent) {
      break;
    }
    const chosen = options.map((list, index) => list[indices[index] ?? 0] as Option);
    const { steps, filled, values } = fill(
      parameters.map(({ name }) => name),
      chosen,
      run.filled.map(({ slot }) => slot.slot),
    );
    const callee = { kind: 'method' as const, on: { slot: self, path: [] }, name: fn.name };
    const forward: Step[] = [...run.forward, { kind: 'call', into: lossSlot, callee, args: values }];
    const seen = await budget.run([...run.setup, ...steps], forward, []);
    if (!seen.ok || seen.slots[lossSlot]?.kind !== 'number') {
      continue;
    }
    const returns = run.scene.forward?.facts?.returns ?? [];
    return [
      {
        ...run,
        setup: [...run.setup, ...steps],
        forward,
        filled: [...run.filled, ...filled],
        observation: { ...seen, slots: withTuples(seen.slots, { [resultSlot]: returns }) },
        outputs: { ...run.outputs, scalar: { slot: lossSlot, path: [] } },
        penalty: run.penalty + penalty + 0.3,
      },
    ];
  }
  return [];
}
