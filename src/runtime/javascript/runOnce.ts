import type { Plan } from '../../model/plan.ts';
import type { Leaf } from '../../model/target.ts';
import { costReader, outputsOf, upstreamForm } from './cost.ts';
import { readGradient } from './gradients.ts';
import { Leaves, leavesExist } from './leaves.ts';
import { withSeededRandom } from './mathRandom.ts';
import type { Modules } from './modules.ts';
import { Program } from './program.ts';
import { Remedying } from './remedying.ts';

export interface Once {
  layout: Leaf[];
  theta: Float64Array;
  cost: number;
  /** What backward claims, flattened like θ. */
  gradient: Float64Array;
}

/**
 * Runs the set-up, then forward and backward just once at θ, so that a breakpoint is hit once as well; where the
 * parameters are made by the first forward, forward runs twice. Throws whatever the user's code throws.
 */
export async function runOnce(plan: Plan, modules: Modules): Promise<Once> {
  const program = await Program.open(
    { ...plan, outputs: outputsOf(plan.cost), upstream: upstreamForm(plan.cost) },
    modules,
  );
  await withSeededRandom(plan.seed, 'setup', async () => {
    await program.run('setup');
    if (!leavesExist(plan.leaves, program.slots)) await program.run('forward');
  });
  const leaves = new Leaves(plan.leaves, program.slots);
  const theta = leaves.readNow();
  const remedying = new Remedying(plan, program);
  remedying.clearBefore();
  remedying.beforeForward();
  await program.run('forward');
  const cost = costReader(plan.cost, program)();
  remedying.clearAfter();
  await program.run('backward');
  let after: Float64Array | null = null;
  const gradient = new Float64Array(leaves.size);
  for (const [i, one] of plan.gradients.entries()) {
    const entries = readGradient(one, i, leaves, program.slots, theta, () => (after ??= leaves.readNow()));
    gradient.set(entries, leaves.layout[i]!.offset);
  }
  return { layout: leaves.layout, theta, cost, gradient };
}
