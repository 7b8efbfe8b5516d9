import { parentPort, workerData } from 'node:worker_threads';
import { factsOf, runPair, type CaseOutcome } from './runCase.ts';

/** Runs one case in a thread of its own, as the runner does: modules are loaded once per thread. */
const { file, pair: id, tag } = workerData as { file: string; pair: string; tag: string | null };
const started = performance.now();
const outcome: CaseOutcome = {
  isFound: false,
  fault: null,
  trials: 0,
  rung: 'none',
  verdict: 'none',
  doubt: null,
  wrong: [],
  milliseconds: 0,
};
const post = parentPort?.postMessage.bind(parentPort);

try {
  const facts = await factsOf(file);
  const pair = facts.pairs.find((one) => one.id === id);
  if (pair) {
    outcome.isFound = true;
    const { binding, bound, result, trials } = await runPair(facts, pair, tag);
    outcome.trials = trials;
    outcome.fault = binding.kind === 'unbound' ? `unbound: ${binding.fault.message}` : null;
    outcome.rung = bound?.inputs.source ?? 'question';
    outcome.verdict = result?.verdict ?? 'none';
    outcome.doubt = result?.doubt ?? null;
    outcome.wrong =
      result?.layout.leaves.filter((_, index) => result.leaves[index]?.verdict === 'wrong').map(({ name }) => name) ??
      [];
  }
} catch (error) {
  outcome.fault = error instanceof Error ? error.message : String(error);
}
outcome.milliseconds = performance.now() - started;
post?.(outcome);
