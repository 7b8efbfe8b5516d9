import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import typescript from 'typescript';
import { bind, type Binding, type BoundPlan } from '../../src/binding/bind.ts';
import { check } from '../../src/check/check.ts';
import type { CheckResult } from '../../src/check/result.ts';
import { discover } from '../../src/discovery/discover.ts';
import { chooseCandidate } from '../../src/engine/chooseCandidate.ts';
import { defaultOptions } from '../../src/engine/service.ts';
import type { ModuleFacts, Pair } from '../../src/model/facts.ts';
import type { Trial } from '../../src/model/plan.ts';
import { openTarget } from '../../src/runtime/javascript/target.ts';
import { openTrial } from '../../src/runtime/javascript/trial.ts';
import type { Modules } from '../../src/runtime/javascript/modules.ts';

export interface Outcome {
  binding: Binding;
  bound: BoundPlan | null;
  result: CheckResult | null;
  trials: number;
}

export function factsOf(file: string): ModuleFacts {
  return discover({ file, text: readFileSync(file, 'utf8') }, { typescript });
}

function modulesFor(file: string, inputs: string | null): Modules {
  const load = async (module: string) => {
    const path = module === 'source' ? file : module === 'inputs' ? (inputs ?? '') : module;
    const namespace = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    return { namespace, locals: {}, files: [path], notes: [] };
  };
  return { load, library: (name) => import(name) as Promise<unknown> };
}

/** Binds and checks one pair the way a job does, in this process. */
export async function runPair(facts: ModuleFacts, pair: Pair, tag: string | null, inputsFile: string | null, related: ModuleFacts[]): Promise<Outcome> {
  const modules = modulesFor(facts.file, inputsFile);
  const inner = openTrial(modules);
  let trials = 0;
  const trial: Trial = {
    run: (plan) => {
      trials += 1;
      return inner.run(plan);
    },
  };
  const binding = await bind({ facts, pair, seed: 1, tag, inputsFile, related }, trial);
  if (binding.kind === 'unbound') {
    return { binding, bound: null, result: null, trials };
  }
  const runtime = { trial, open: (plan: BoundPlan['plan']) => openTarget(plan, modules), files: () => [], host: '', notes: () => [], dispose: () => Promise.resolve() };
  const { bound, target } = await chooseCandidate(runtime, binding.candidates, defaultOptions);
  const result = await check(target, { ...defaultOptions, budgetMilliseconds: 1000, now: () => performance.now() });
  await target.dispose();
  return { binding, bound, result, trials };
}
