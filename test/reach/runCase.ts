import { bind } from '../../src/binding/bind.ts';
import type { Binding, BoundPlan } from '../../src/binding/plans/binding.ts';
import type { CheckResult } from '../../src/check/result.ts';
import { discover } from '../../src/discovery/discover.ts';
import { chooseCandidate } from '../../src/engine/job/chooseCandidate.ts';
import { openRuntime } from '../../src/engine/job/openRuntime.ts';
import { defaultOptions } from '../../src/engine/service.ts';
import { Sources } from '../../src/engine/job/sources.ts';
import { judge } from '../../src/engine/judge/judge.ts';
import { stabilisersIn } from '../../src/engine/judge/stabilisers.ts';
import type { ModuleFacts, Pair } from '../../src/model/facts.ts';
import type { Observation, Trial } from '../../src/model/plan.ts';
import { loadTypeScript } from '../../src/runtime/javascript/loadTypeScript.ts';

export interface Outcome {
  binding: Binding;
  bound: BoundPlan | null;
  result: CheckResult | null;
  trials: number;
}

/** What one case showed, as data that crosses from a worker. */
export interface CaseOutcome {
  isFound: boolean;
  fault: string | null;
  trials: number;
  rung: string;
  verdict: string;
  doubt: string | null;
  wrong: string[];
  milliseconds: number;
}

const sources = new Sources({});

export async function factsOf(file: string): Promise<ModuleFacts> {
  return discover({ file, text: sources.read(file) }, { typescript: await loadTypeScript() });
}

/** Binds and checks one pair as a job does, in this process; `tag` stands in for one in the doc comment. */
export async function runPair(
  facts: ModuleFacts,
  pair: Pair,
  tag: string | null,
  onTrial?: (plan: Parameters<Trial['run']>[0], observation: Observation) => void,
): Promise<Outcome> {
  const { file } = facts;
  const inputsFile = sources.inputsFile(file);
  const runtime = await openRuntime({
    file,
    facts,
    pair,
    overlays: {},
    inputsFile,
    options: defaultOptions,
    cacheFolder: null,
    onChild: () => undefined,
  });
  try {
    let trials = 0;
    const trial: Trial = {
      run: async (plan) => {
        trials += 1;
        const observation = await runtime.trial.run(plan);
        onTrial?.(plan, observation);
        return observation;
      },
    };
    const related = await Promise.all(sources.related(file, facts.imports).map(factsOf));
    const written = [pair.backward, pair.forward].flatMap(
      (name) => facts.functions.find((one) => one.qualifiedName === name)?.tag ?? [],
    );
    const binding = await bind({ facts, pair, seed: 1, tag: tag ?? written[0] ?? null, inputsFile, related }, trial);
    if (binding.kind === 'unbound') {
      return { binding, bound: null, result: null, trials };
    }
    const texts = [file, ...sources.related(file, facts.imports)];
    const stabilisers = texts.flatMap((one) => stabilisersIn(sources.read(one)));
    const { bound, target } = await chooseCandidate(runtime, binding.candidates, defaultOptions, stabilisers);
    const options = { ...defaultOptions, budgetMilliseconds: 1000 };
    const { result } = await judge(target, bound, options, () => undefined, stabilisers);
    await target.dispose();
    return { binding, bound, result, trials };
  } finally {
    await runtime.dispose();
  }
}
