import type { BoundPlan } from '../binding/plans/binding.ts';
import { bindWidest } from '../binding/widest.ts';
import { judge } from '../engine/judge/judge.ts';
import { fault, GradientCheckError } from '../model/fault.ts';
import type { Pair } from '../model/facts.ts';
import type { SlotPath, Step } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { checkReport, faultReport, type JobFacts } from '../report/assemble.ts';
import { giveMathRandomBack } from '../runtime/javascript/mathRandom.ts';
import type { Modules } from '../runtime/javascript/modules.ts';
import { openTarget } from '../runtime/javascript/target.ts';
import { openTrial } from '../runtime/javascript/trial.ts';
import { oneAtATime } from './oneAtATime.ts';
import { completeOptions, type CompleteOptions, type GradientCheckOptions } from './options.ts';
import { requireProblem, type GradientProblem } from './problem.ts';

/** Where the caller's object stands in a plan. */
const given: SlotPath = { slot: '$inputs', path: [] };
const prelude: Step[] = [
  {
    kind: 'value',
    into: given.slot,
    value: { kind: 'ref', ref: { module: 'inputs', reach: { kind: 'export', path: [] } } },
  },
];

/**
 * Compares the gradients with the cost, in this very process: no worker, no time limit. Checks run one after the
 * other, because a cost that draws from Math.random gets a seeded one meanwhile. Never rejects for what the
 * caller's functions do: the report carries the fault. Throws RangeError for options that make no sense.
 */
export async function gradientCheck<P>(
  problem: GradientProblem<P>,
  options: GradientCheckOptions = {},
): Promise<Report> {
  const complete = completeOptions(options);
  return oneAtATime(() => checkNow(problem, complete));
}

async function checkNow<P>(problem: GradientProblem<P>, options: CompleteOptions): Promise<Report> {
  const started = performance.now();
  const facts = (bound: BoundPlan | null): JobFacts => ({
    pair: pairNamed((problem as Partial<GradientProblem<P>> | undefined)?.name ?? 'gradients'),
    facts: null,
    inputs: bound?.inputs ?? null,
    notes: bound?.notes ?? [],
    files: [],
    host: hostName(),
    milliseconds: performance.now() - started,
  });
  try {
    requireProblem(problem);
    const modules = modulesFor(problem);
    const bound = await bindProblem(modules, options.seed);
    const target = await openTarget(bound.plan, modules);
    try {
      const { result, causes } = await judge(target, bound, options, () => undefined);
      return checkReport(facts(bound), result, causes);
    } finally {
      await target.dispose();
    }
  } catch (error) {
    if (error instanceof GradientCheckError) return faultReport(facts(null), error.fault);
    throw error;
  } finally {
    giveMathRandomBack();
  }
}

function bindProblem(modules: Modules, seed: number): Promise<BoundPlan> {
  const source = { source: 'module', description: 'given in the call', path: null } as const;
  const trial = openTrial(modules);
  return bindWidest(
    { seed, epsilon: null, source, origin: 'given in the call', file: { prelude, at: given } },
    (setup, forward, backward) => trial.run({ seed, setup, forward, backward, outputs: [] }),
  );
}

/** The caller's object takes the place of a loaded inputs file. */
function modulesFor<P>(problem: GradientProblem<P>): Modules {
  const { parameters, cost, gradients } = problem;
  const namespace = { parameters, cost, gradients };
  return {
    load: () => Promise.resolve({ namespace, locals: {}, files: [], notes: [] }),
    library: (name) => Promise.reject(new GradientCheckError(fault('import', `${name} is not loaded here.`))),
  };
}

/** Reports speak of pairs; here there is one, without a place in a file. */
function pairNamed(name: string): Pair {
  return {
    id: name,
    name,
    file: '',
    language: 'javascript',
    forward: null,
    backward: name,
    owner: null,
    costs: [],
    sites: [],
    evidence: [],
    range: { line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}

function hostName(): string {
  const node = (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node;
  return node === undefined ? 'browser' : `Node ${node}`;
}
