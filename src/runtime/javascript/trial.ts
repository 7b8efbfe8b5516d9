import type { Observation, SlotPath, Trial } from '../../model/plan.ts';
import { faultOf } from './faults.ts';
import { withSeededRandom } from './mathRandom.ts';
import type { Modules } from './modules.ts';
import { Program, type Runnable, type Stage } from './program.ts';
import { Snapshot } from './snapshot.ts';
import { stageNames } from './stageNames.ts';
import { describe } from './values/describe.ts';

type Changes = Extract<Observation, { ok: true }>['changes'];

/** Runs plans on fresh slots, with Math.random seeded, and describes what they left. Never rejects for user code. */
export function openTrial(modules: Modules): Trial {
  return { run: (runnable) => withSeededRandom(runnable.seed, 'setup', () => observe(runnable, modules)) };
}

async function observe(runnable: Runnable, modules: Modules): Promise<Observation> {
  let stage: Stage | 'load' = 'load';
  let program: Program | null = null;
  const changes: Changes = [];
  const snapshots: Snapshot[] = [];
  try {
    program = await Program.open(runnable, modules);
    stage = 'setup';
    await program.run('setup');
    for (const next of ['forward', 'backward'] as const) {
      stage = next;
      const snapshot = snapshotOf(program);
      snapshots.push(snapshot);
      program.lookAfter(next);
      await program.run(next);
      if (next === 'forward') program.upstreams.cost(program.slots);
      changes.push(...snapshot.changes().map((at) => ({ stage: next, at })));
    }
    const slots = Object.entries(program.slots).map(([name, value]) => [name, describe(value)] as const);
    return { ok: true, slots: Object.fromEntries(slots), changes };
  } catch (thrown) {
    const doing = stage === 'load' ? 'Loading' : stageNames(runnable)[stage];
    return { ok: false, stage, step: program?.current ?? 0, fault: faultOf(thrown, doing) };
  } finally {
    // Values that the module owns are left as they were found, for the next trial.
    for (const snapshot of snapshots.reverse()) snapshot.restore();
  }
}

function snapshotOf({ slots }: Program): Snapshot {
  const roots: SlotPath[] = Object.keys(slots).map((slot) => ({ slot, path: [] }));
  return new Snapshot(slots, roots);
}
