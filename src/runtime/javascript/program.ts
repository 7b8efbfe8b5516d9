import type { Plan, Step, UpstreamForm } from '../../model/plan.ts';
import { compileStep, type Compiled } from './steps.ts';
import { referencedModules, referencedLibraries } from './references.ts';
import type { LoadedModule, Modules } from './modules.ts';
import type { Context } from './context.ts';
import { lookAtNextEnds } from './intrinsics.ts';
import { Upstreams } from './upstreams.ts';
import { emptySlots } from './values/place.ts';

export type Stage = 'setup' | 'forward' | 'backward';

/** What a program needs of a plan; `outputs` are contracted with upstream gradients. */
export type Runnable = Pick<Plan, 'seed' | 'setup' | 'forward' | 'backward'> & {
  outputs: Upstreams['outputs'];
  /** Trials need no other than the usual. */
  upstream?: UpstreamForm | null;
};

/** A plan opened for running: its steps compiled over one set of slots. */
export class Program {
  readonly slots = emptySlots();
  readonly upstreams: Upstreams;
  /** Index of the step that runs, for telling which one failed. */
  current = 0;
  readonly #stages: Record<Stage, Compiled[]>;
  readonly #context: Context;
  readonly #ofBackward: string[];

  private constructor(runnable: Runnable, modules: Map<string, LoadedModule>, libraries: Map<string, unknown>) {
    this.upstreams = new Upstreams(runnable.seed, runnable.outputs, runnable.upstream ?? null);
    this.#context = {
      slots: this.slots,
      seed: runnable.seed,
      upstreams: this.upstreams,
      modules,
      libraries,
      randoms: [],
      spies: [],
    };
    const compile = (steps: Step[], fresh: boolean): Compiled[] =>
      steps.map((step) => compileStep(step, this.#context, fresh));
    const others = slotsMadeBy([...runnable.setup, ...runnable.forward]);
    this.#ofBackward = [...slotsMadeBy(runnable.backward)].filter((slot) => !others.has(slot));
    this.#stages = {
      setup: compile(runnable.setup, true),
      forward: compile(runnable.forward, false),
      backward: compile(runnable.backward, false),
    };
  }

  /** Loads every module that the steps refer to. Throws GradientCheckError. */
  static async open(runnable: Runnable, modules: Modules): Promise<Program> {
    const steps = [...runnable.setup, ...runnable.forward, ...runnable.backward];
    const loaded = new Map<string, LoadedModule>();
    for (const name of referencedModules(steps)) loaded.set(name, await modules.load(name));
    const libraries = new Map<string, unknown>();
    for (const name of referencedLibraries(steps)) libraries.set(name, await modules.library(name));
    return new Program(runnable, loaded, libraries);
  }

  /** Runs a stage; a promise comes back only where user code returned one. */
  run(stage: Stage): void | Promise<void> {
    if (stage !== 'forward') this.lookAfter(stage);
    return this.#from(this.#stages[stage], 0);
  }

  /** Runs forward, as `run` does: once per cost. */
  readonly forward = (): void | Promise<void> => this.#from(this.#stages.forward, 0);

  /** Lets go of what backward left in slots of its own: once the gradients are read, nobody looks there. */
  forgetBackward(): void {
    for (const slot of this.#ofBackward) this.slots[slot] = undefined;
  }

  /** Has the next run of a stage followed by a look for intrinsics that user code replaced. */
  lookAfter(stage: Stage): void {
    lookAtNextEnds(this.#stages[stage].length);
  }

  /** Makes seeded generators that the plan handed out start again, so that every forward draws the same. */
  restartRandoms(): void {
    for (const random of this.#context.randoms) random.reset();
  }

  get hasRandoms(): boolean {
    return this.#context.randoms.length > 0;
  }

  get spies(): object[] {
    return this.#context.spies;
  }

  #from(steps: Compiled[], start: number): void | Promise<void> {
    if (steps.length === 1) {
      this.current = 0;
      return steps[0]!();
    }
    for (let i = start; i < steps.length; i++) {
      this.current = i;
      const pending = steps[i]!();
      if (pending !== undefined) return pending.then(() => this.#from(steps, i + 1));
    }
  }
}

/** Slots that steps fill: whatever is in them is new after each run. */
export function slotsMadeBy(steps: readonly Step[]): Set<string> {
  return new Set(steps.flatMap((step) => (step.kind === 'call' || step.kind === 'value' ? [step.into] : [])));
}
