import { GradientCheckError, type Fault } from '../../model/fault.ts';
import type { Plan } from '../../model/plan.ts';
import type { Costs, GradientOptions, Layout, Points, Remedies, Target } from '../../model/target.ts';
import { costReader, costShape, upstreamForm, outputsOf } from './cost.ts';
import { faultOf } from './faults.ts';
import { readGradient } from './gradients.ts';
import { Leaves, leavesExist } from './leaves.ts';
import { withSeededRandom } from './mathRandom.ts';
import type { Modules } from './modules.ts';
import { Program } from './program.ts';
import { Remedying } from './remedying.ts';
import { Snapshot } from './snapshot.ts';
import { stageNames } from './stageNames.ts';
import { Sweeper } from './sweeper.ts';

/**
 * Opens a plan as a target: runs the set-up, and forward once. Throws GradientCheckError.
 */
export async function openTarget(plan: Plan, modules: Modules): Promise<Target> {
  const program = await Program.open(
    { ...plan, outputs: outputsOf(plan.cost), upstream: upstreamForm(plan.cost) },
    modules,
  );
  const names = stageNames(plan);
  await withSeededRandom(plan.seed, 'setup', async () => {
    await guard(names.setup, () => program.run('setup'));
    if (!leavesExist(plan.leaves, program.slots)) await guard(names.forward, () => program.run('forward'));
  });
  const leaves = new Leaves(plan.leaves, program.slots);
  const start = leaves.readNow();
  const snapshot = new Snapshot(
    program.slots,
    Object.keys(program.slots).map((slot) => ({ slot, path: [] })),
    { copies: leaves.copiesIn(start) },
  );
  const target = new JavaScriptTarget(plan, program, leaves, snapshot, start);
  await target.start();
  return target;
}

async function guard(doing: string, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    throw new GradientCheckError(faultOf(thrown, doing));
  }
}

class JavaScriptTarget implements Target {
  readonly #plan: Plan;
  readonly #program: Program;
  readonly #leaves: Leaves;
  readonly #snapshot: Snapshot;
  readonly #remedying: Remedying;
  readonly #sweeper: Sweeper;
  readonly #names: ReturnType<typeof stageNames>;
  #outputShape: number[] = [];
  #requests = 0;

  constructor(plan: Plan, program: Program, leaves: Leaves, snapshot: Snapshot, start: Float64Array) {
    this.#plan = plan;
    this.#program = program;
    this.#leaves = leaves;
    this.#snapshot = snapshot;
    this.#names = stageNames(plan);
    this.#remedying = new Remedying(plan, program);
    this.#sweeper = new Sweeper(leaves, start, this.#remedying, program.forward, costReader(plan.cost, program));
  }

  /** One forward fixes the upstream gradients and the output's shape; what it changed is put back. */
  async start(): Promise<void> {
    const { failure } = await this.costs({ kind: 'base', base: null, count: 1 });
    if (failure !== null) throw new GradientCheckError(failure.fault);
    this.#outputShape = costShape(this.#plan.cost, this.#program);
    this.#snapshot.restore();
  }

  describe(): Promise<Layout> {
    this.#sweeper.backToStart();
    const { layout } = this.#leaves;
    return Promise.resolve({ leaves: layout, theta: this.#sweeper.start, outputShape: this.#outputShape });
  }

  async costs(points: Points): Promise<Costs> {
    const values = new Float64Array(this.#sweeper.count(points)).fill(NaN);
    const run = { done: 0 };
    // A look takes as long as several small costs, and what replaces an intrinsic does so early: at the requests 1, 2, 4, 8 …
    this.#requests++;
    if ((this.#requests & (this.#requests - 1)) === 0) this.#program.lookAfter('forward');
    try {
      await this.#sweeper.sweep(points, values, run);
      return { values, failure: null };
    } catch (thrown) {
      return { values, failure: { point: run.done, fault: this.#fault(thrown, this.#names.forward) } };
    }
  }

  async gradients(base: Float64Array | null, options: GradientOptions = {}): Promise<Float64Array> {
    let doing = this.#names.forward;
    const { staleForward } = options;
    try {
      const theta = this.#sweeper.goTo(staleForward ?? base);
      this.#remedying.clearBefore();
      this.#sweeper.prepare();
      this.#program.lookAfter('forward');
      const pending = this.#program.run('forward');
      if (pending !== undefined) await pending;
      this.#sweeper.cost();
      const at = staleForward === undefined ? theta : this.#sweeper.goTo(base);
      this.#remedying.clearAfter();
      doing = this.#names.backward;
      this.#program.upstreams.scale = options.upstreamScale ?? 1;
      const returning = this.#program.run('backward');
      if (returning !== undefined) await returning;
      return this.#collect(at);
    } catch (thrown) {
      throw new GradientCheckError(this.#fault(thrown, doing));
    } finally {
      this.#program.upstreams.scale = 1;
      this.#program.forgetBackward();
      this.#sweeper.reinstate();
    }
  }

  async remedy(remedies: Remedies): Promise<void> {
    this.#remedying.set({ ...remedies, restore: false }, this.#snapshot);
    if (!remedies.restore) return;
    // What forward and backward change is found by running them; everything else need not be put back.
    this.#sweeper.backToStart();
    this.#snapshot.restore();
    try {
      await this.#program.run('forward');
      await this.#program.run('backward');
    } catch {
      // What was changed until then is put back as well.
    }
    this.#remedying.set(remedies, this.#snapshot);
    this.#snapshot.restore();
    this.#sweeper.reinstate();
  }

  /** Values that the module owns are left as they were found. */
  dispose(): Promise<void> {
    this.#remedying.release();
    this.#snapshot.restore();
    return Promise.resolve();
  }

  #collect(theta: Float64Array): Float64Array {
    let after: Float64Array | null = null;
    const result = new Float64Array(this.#leaves.size);
    for (const [i, plan] of this.#plan.gradients.entries()) {
      const gradient = readGradient(
        plan,
        i,
        this.#leaves,
        this.#program.slots,
        theta,
        () => (after ??= this.#leaves.readNow()),
      );
      result.set(gradient, this.#leaves.layout[i]!.offset);
    }
    return result;
  }

  #fault(thrown: unknown, doing: string): Fault {
    return faultOf(thrown, doing);
  }
}
