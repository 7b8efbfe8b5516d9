import type { FunctionFacts } from '../../model/facts.ts';
import type { Fault } from '../../model/fault.ts';
import type { Callee, Description, Observation, SlotPath, Step, Trial } from '../../model/plan.ts';
import type { Context, Frame, Option } from './context.ts';

/** What is called: two functions, or two methods of one object. */
export interface Scene {
  /** Builds the object; empty for functions. */
  setup: Step[];
  /** Slot of the object, or null. */
  self: string | null;
  /** Slots of objects that the object holds (layers that were built for it). */
  parts?: string[];
  /** Slots of variables of the module that hold parameters. */
  globals?: string[];
  /** Names of weights that forward has otherwise than as arguments: variables of the module, arrays that the constructor is handed. */
  otherWeights?: string[];
  forward: { facts: FunctionFacts | null; callee: Callee } | null;
  backward: { facts: FunctionFacts; callee: Callee } | null;
  /** Methods that run after backward and before the gradients are read (`update(lr)`). */
  after: { facts: FunctionFacts; callee: Callee }[];
  /** Methods that must run before every forward (zeroing). */
  before: { facts: FunctionFacts; callee: Callee }[];
  /** Units of each layer, where the set-up decides them. */
  layers: number[] | null;
  label: string;
  penalty: number;
  /** Class of the arrays that the object keeps its weights in. */
  arrayClass?: string | null;
  /** The object after set-up. */
  description: Description | null;
}

/** An argument that was filled. */
export interface Filled {
  name: string;
  slot: SlotPath;
  option: Option;
}

/** What forward left behind. */
export interface Outputs {
  /** Numeric outputs that a contraction may weigh, best first. */
  main: SlotPath[];
  shapes: number[][];
  names: string[];
  /** A number that is the cost itself. */
  scalar: SlotPath | null;
  cache: SlotPath | null;
  /** Everything that has a name: keys of the result, names of tuple elements. */
  named: { name: string; at: SlotPath }[];
  /** Functions in the result: closures. */
  closures: SlotPath[];
}

/** A forward that ran. */
export interface ForwardRun {
  scene: Scene;
  frame: Frame;
  setup: Step[];
  forward: Step[];
  filled: Filled[];
  observation: Observation & { ok: true };
  outputs: Outputs;
  penalty: number;
}

/** A backward that ran. */
export interface BackwardRun {
  run: ForwardRun;
  setup: Step[];
  backward: Step[];
  filled: Filled[];
  observation: Observation & { ok: true };
  penalty: number;
  usesUpstream: boolean;
  usesLabel: SlotPath | null;
  rate: number | null;
  clear: SlotPath[];
}

/** Forward or backward, or a method that they call, reads or writes a field of the object, or leaves that to its base. */
export function readsFields({ scene: { forward, backward }, frame }: Pick<ForwardRun, 'scene' | 'frame'>): boolean {
  const all = frame.context.all.flatMap((module) => module.functions);
  const reached = new Set([forward?.facts, backward?.facts].filter((fn) => fn !== undefined && fn !== null));
  for (const { owner, calls } of reached)
    for (const fn of all)
      if (fn.owner !== null && fn.owner === owner && calls.includes(`this.${fn.name}`)) reached.add(fn);
  return [...reached].some(
    ({ reads, writes, calls }) =>
      [...reads, ...writes].some((name) => !calls.includes(`this.${name}`)) ||
      calls.some((call) => /^super(?:\(\))?\./.test(call)),
  );
}

/** Values that were given are meant: once they fail, little is to be won by making others up. */
const trialsAfterGivenFailure = 10;
/** The same fault with inputs of other kinds is none of the inputs' making. */
const enoughAlike = 3;
/** Nor is one that backward ends with however it is called: the object was made in a way that it cannot work in. */
const enoughInScene = 24;

/** Counts trials, remembers the most telling failure, and stops at the limit. */
export class Budget {
  readonly #trial: Trial;
  readonly #seed: number;
  readonly #given: ReadonlySet<string>;
  /** Arguments that forward cannot do without. */
  readonly #needed: readonly string[];
  #left: number;
  failure: (Observation & { ok: false }) | null = null;
  /** The first failure with values that the module, the tag or the file gave: those are meant, so the fault is the code's. */
  givenFailure: (Observation & { ok: false }) | null = null;
  /** The first run of backward with such values, which ended without a throw. */
  givenRun: (Observation & { ok: true }) | null = null;
  /** Some forward returned NaN or an infinity, and none returned anything better. */
  onlyNotFinite: boolean | null = null;
  /** Some backward ended without a throw. */
  ranBackward = false;
  /** What the last trial said, where it failed. */
  lastFault: Fault | null = null;
  #failureWeight = -1;
  #alike = 0;
  #inScene = 0;
  #sceneFault: Fault | null = null;
  #isLastScene = true;

  constructor(context: Context, trial: Trial, limit: number) {
    this.#trial = trial;
    this.#seed = context.seed;
    this.#given = new Set(context.given.keys());
    this.#needed = (context.forward?.parameters ?? [])
      .filter(({ optional, rest, destructured }) => !optional && !rest && !destructured)
      .map(({ name }) => name);
    this.#left = limit;
  }

  get spent(): boolean {
    return this.#left <= 0 || this.#alike >= enoughAlike || this.stuck;
  }

  /** What this scene has ended with so far is always the same, and there are other scenes. */
  get stuck(): boolean {
    return !this.#isLastScene && this.#inScene >= enoughInScene;
  }

  enterScene(isLast: boolean): void {
    this.#inScene = 0;
    this.#isLastScene = isLast;
  }

  async run(setup: Step[], forward: Step[], backward: Step[], outputs: SlotPath[] = []): Promise<Observation> {
    this.#left -= 1;
    const observation = await this.#trial.run({ seed: this.#seed, setup, forward, backward, outputs });
    this.#countAlike(observation, backward.length > 0);
    this.lastFault = observation.ok ? null : observation.fault;
    if (observation.ok && observation.slots.$out) {
      this.onlyNotFinite = isNotFinite(observation.slots.$out) && this.onlyNotFinite !== false;
    }
    if (observation.ok && backward.length > 0 && isGiven(setup, this.#given, this.#needed)) {
      this.givenRun ??= observation;
    }
    if (!observation.ok) {
      if (observation.stage === 'load') {
        this.#left = 0;
      }
      if (isGiven(setup, this.#given, this.#needed) && !this.givenFailure) {
        this.givenFailure = observation;
        this.#left = Math.min(this.#left, trialsAfterGivenFailure);
      }
      if (this.givenFailure && isSame(this.givenFailure.fault, observation.fault)) {
        this.#alike += 1;
      }
      const weight = ['load', 'setup', 'forward', 'backward'].indexOf(observation.stage);
      if (weight > this.#failureWeight || (weight === 0 && !this.failure)) {
        this.failure = observation;
        this.#failureWeight = weight;
      }
    }
    return observation;
  }

  #countAlike(observation: Observation, hasBackward: boolean): void {
    if (!hasBackward) return;
    this.ranBackward ||= observation.ok;
    const isAgain = !observation.ok && this.#sceneFault !== null && isSame(this.#sceneFault, observation.fault);
    this.#inScene = isAgain ? this.#inScene + 1 : 0;
    this.#sceneFault = observation.ok ? null : observation.fault;
  }

  /** Lets a later stage have its own share. */
  extend(trials: number): void {
    if (this.failure?.stage === 'load') {
      return;
    }
    this.#left = Math.max(this.#left, this.givenFailure ? Math.min(trials, trialsAfterGivenFailure) : trials);
  }
}

/**
 * Every argument was handed a value that the module, the tag or the file gave. What a factory or a constructor made
 * of made-up sizes is not given.
 */
function isGiven(setup: Step[], given: ReadonlySet<string>, needed: readonly string[]): boolean {
  if (setup.some((step) => step.kind === 'call')) {
    return false;
  }
  const values = setup.flatMap((step) => (step.kind === 'value' ? [step] : []));
  const text = JSON.stringify(values.map(({ value }) => value));
  const made = [...text.matchAll(/"kind":"array","key":("[^"]*")/g)].map((match) =>
    String(JSON.parse(match[1] ?? '""')),
  );
  const filled = new Set(values.map(({ into }) => into));
  return needed.length > 0 && needed.every((name) => filled.has(name)) && made.every((key) => given.has(key));
}

function isSame(one: Fault, other: Fault): boolean {
  return one.message === other.message && one.line === other.line;
}

function isNotFinite(result: Description): boolean {
  return (result.kind === 'number' && typeof result.value === 'string') || (result.kind === 'array' && !result.finite);
}
