import * as l10n from '@vscode/l10n';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { bind } from '../../binding/bind.ts';
import type { Binding, BoundPlan } from '../../binding/plans/binding.ts';
import { withCulprits } from '../../check/causes/oneChange.ts';
import { stepCurves, type StepCurve } from '../../check/curve.ts';
import type { CheckResult } from '../../check/result.ts';
import type { Culprit } from '../../model/culprit.ts';
import type { ModuleFacts, Pair } from '../../model/facts.ts';
import { fault, GradientCheckError, type Fault } from '../../model/fault.ts';
import type { Plan } from '../../model/plan.ts';
import type { Note, Report } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import { checkReport, faultReport, type JobFacts } from '../../report/assemble.ts';
import { ParallelTarget } from '../../runtime/parallel/parallelTarget.ts';
import { chooseCandidate } from './chooseCandidate.ts';
import { findCulprits } from './culprits.ts';
import type { HelperLoad } from './helperLoad.ts';
import { writeDebugRun } from './debugRun.ts';
import type { Explained } from '../judge/explained.ts';
import { judge } from '../judge/judge.ts';
import { missedGradients } from './missedGradients.ts';
import type { OpenRequest } from './openRequest.ts';
import { openRuntime, type OpenRuntime } from './openRuntime.ts';
import { patientTrial } from './patientTrial.ts';
import { readFacts } from '../scan/readFacts.ts';
import type { CheckRequest, Progress } from '../service.ts';
import { shorterRuns } from './shorterRuns.ts';
import { withSmallSteps } from './smallSteps.ts';
import { Sources } from './sources.ts';
import { stabilisersIn } from '../judge/stabilisers.ts';
import { writeValues } from '../valuesFile.ts';

export interface JobHandlers {
  onProgress(progress: Progress): void;
  /** A process that must die with this job. */
  onChild(pid: number): void;
  /** A report that stands if the search for the place of the mistake does not end. */
  onInterim?(report: Report): void;
  /** Folder of transpiled sources; without it none are kept. */
  cacheFolder?: string | null;
  /** Without it the check stays on its thread. */
  helpers?: Helpers;
}

export interface Helpers {
  /** Threads that the check may keep busy, its own included. */
  threads: number;
  /** How long one takes to start. */
  startMilliseconds: number;
  /** Gives every port a helper thread. */
  start(load: HelperLoad, ports: MessagePort[]): void;
}

/** Milliseconds: what takes longer to load computes something on import. */
const slowLoad = 1000;

/** One check from source text to report. Never rejects: whatever goes wrong is in the report. */
export async function runJob(request: CheckRequest, handlers: JobHandlers): Promise<Report> {
  return new Job(request, handlers).run();
}

class Job {
  readonly #request: CheckRequest;
  readonly #handlers: JobHandlers;
  readonly #sources: Sources;
  readonly #started = performance.now();
  #facts: ModuleFacts | null = null;
  #pair: Pair;
  #runtime: OpenRuntime | null = null;
  #opened: OpenRequest | null = null;
  #bound: BoundPlan | null = null;
  #loadMilliseconds = 0;

  constructor(request: CheckRequest, handlers: JobHandlers) {
    this.#request = request;
    this.#handlers = handlers;
    this.#sources = new Sources(request.overlays);
    this.#pair = request.pair;
  }

  async run(): Promise<Report> {
    try {
      return await this.#check();
    } catch (error) {
      return faultReport(this.#known(), asFault(error));
    } finally {
      await this.#runtime?.dispose();
    }
  }

  async #check(): Promise<Report> {
    this.#progress('starting');
    const facts = await this.#discover(this.#request.file);
    this.#facts = facts;
    this.#pair = findPair(facts, this.#request.pair);
    // Read now: a file may be renamed or deleted while its check goes on.
    const texts = [facts.file, ...this.#sources.related(facts.file, facts.imports)];
    const stabilisers = texts.flatMap((file) => stabilisersIn(this.#sources.read(file)));
    const inputsFile = this.#sources.inputsFile(this.#request.file);
    this.#progress('loading');
    const loading = performance.now();
    const open: OpenRequest = {
      ...this.#request,
      facts,
      inputsFile,
      cacheFolder: this.#handlers.cacheFolder ?? null,
      onChild: (pid) => {
        this.#handlers.onChild(pid);
      },
    };
    this.#opened = open;
    const runtime = await openRuntime(open);
    this.#runtime = runtime;
    this.#loadMilliseconds = performance.now() - loading;
    this.#progress('binding');
    const binding = await this.#bind(facts, runtime, inputsFile);
    if (binding.kind === 'unbound') {
      // Inputs are asked for only where they would help: a fault of the code stays whatever it is called with.
      const asks = binding.fault.kind === 'unbound' || binding.fault.kind === 'inputs';
      return faultReport(this.#known(), binding.fault, asks ? binding.question : null);
    }
    this.#progress('checking', 0);
    const { options } = this.#request;
    const first = await chooseCandidate(runtime, binding.candidates, options, stabilisers);
    const chosen = await withSmallSteps(runtime, first, binding.candidates, options);
    const missed = await missedGradients(runtime, chosen.bound);
    const bound = (this.#bound = { ...chosen.bound, notes: [...missed, ...chosen.bound.notes] });
    if (this.#request.runFile !== undefined) await writeDebugRun(this.#request.runFile, bound, runtime);
    const target = this.#withHelpers(chosen.target, bound.plan, runtime);
    const progress = (stage: 'checking' | 'explaining', fraction: number | null): void => {
      this.#progress(stage, fraction);
    };
    const judged = await judge(target, bound, options, progress, stabilisers, (layout) =>
      shorterRuns(runtime, bound.plan, layout, options),
    );
    const { result, causes } = judged;
    const extras = {
      culprits: [],
      curves: await this.#curves(target, result, bound),
      values: await this.#values(result),
    };
    const report = checkReport(this.#known(), result, causes, extras);
    const culprits = await this.#culprits(target, judged, bound, () => this.#handlers.onInterim?.(report));
    await target.dispose();
    if (culprits.length === 0) return report;
    return checkReport(this.#known(), result, withCulprits(causes, result, culprits), { ...extras, culprits });
  }

  /** Where the mistake is, found by undoing it; what fails on the way is no fault of the check. */
  async #culprits(
    target: Target,
    { result, causes }: Explained,
    bound: BoundPlan,
    onBegin: () => void,
  ): Promise<Culprit[]> {
    // The source is loaded once more for it.
    if (!this.#opened || result.verdict !== 'wrong' || this.#loadMilliseconds > slowLoad) return [];
    const open = this.#opened;
    const told = result.leaves.flatMap(({ verdict }, leaf) =>
      verdict === 'wrong' ? [causes.leaves[leaf] ?? null] : [],
    );
    const isExplained = told.every((cause) => cause !== null && cause.id !== 'unknown');
    // What is wrong with one gradient alone is on its own line.
    const kinds = new Set(told.map((cause) => JSON.stringify([cause?.id, cause?.constants['factor']])));
    if (isExplained && kinds.size === told.length) return [];
    onBegin();
    try {
      return await findCulprits(open, this.#sources.read(open.file), bound.plan, target, result, isExplained);
    } catch (error) {
      if (error instanceof GradientCheckError) return [];
      throw error;
    }
  }

  /** What the curves take is a quarter of the budget at most, and a fault there is none of the check. */
  async #curves(target: Target, result: CheckResult, bound: BoundPlan): Promise<(StepCurve | null)[]> {
    const { options } = this.#request;
    try {
      return await stepCurves(target, result, {
        epsilon: bound.epsilon ?? options.epsilon,
        budgetMilliseconds: options.budgetMilliseconds / 4,
        now: () => performance.now(),
      });
    } catch (error) {
      if (error instanceof GradientCheckError) return [];
      throw error;
    }
  }

  /** A disk that is full takes the pictures their last details, and no more. */
  async #values(result: CheckResult): Promise<string | null> {
    const folder = process.env['GRADIENT_CHECK_VALUES'];
    if (folder === undefined) return null;
    return writeValues(folder, result).catch(() => null);
  }

  async #bind(facts: ModuleFacts, runtime: OpenRuntime, inputsFile: string | null): Promise<Binding> {
    const related = this.#sources.related(facts.file, facts.imports);
    return bind(
      {
        facts,
        pair: this.#pair,
        seed: this.#request.options.seed,
        tag: tagOf(facts, this.#pair),
        inputsFile,
        related: await Promise.all(related.map((file) => this.#discover(file))),
      },
      patientTrial(runtime.trial),
    );
  }

  async #discover(file: string): Promise<ModuleFacts> {
    return readFacts({ file, text: this.#sources.read(file) });
  }

  #withHelpers(target: Target, plan: Plan, runtime: OpenRuntime): Target {
    const { helpers } = this.#handlers;
    if (!helpers || !runtime.helperLoad) return target;
    const load = runtime.helperLoad;
    return new ParallelTarget(target, plan, {
      threads: helpers.threads,
      readyMilliseconds: helpers.startMilliseconds + this.#loadMilliseconds,
      start: () => {
        const channels = Array.from({ length: helpers.threads - 1 }, () => new MessageChannel());
        const ports = channels.map(({ port2 }) => port2);
        helpers.start(load(), ports);
        return channels.map(({ port1 }) => port1);
      },
    });
  }

  #known(): JobFacts {
    const notes: Note[] = [...(this.#runtime?.notes() ?? []), ...(this.#bound?.notes ?? [])];
    return {
      pair: this.#pair,
      facts: this.#facts,
      inputs: this.#bound?.inputs ?? null,
      notes,
      files: [...new Set([this.#request.file, ...(this.#runtime?.files() ?? [])])],
      host: this.#runtime?.host ?? '',
      milliseconds: performance.now() - this.#started,
    };
  }

  #progress(stage: Progress['stage'], fraction: number | null = null): void {
    this.#handlers.onProgress({ stage, fraction });
  }
}

/** The pair as it stands in the text now. Throws GradientCheckError where it is gone. */
function findPair(facts: ModuleFacts, wanted: Pair): Pair {
  const found = facts.pairs.find((pair) => pair.id === wanted.id);
  if (found) return found;
  throw new GradientCheckError(
    fault(
      'unbound',
      l10n.t(
        '{0} is no longer in this file as a forward and backward pair. Was it renamed? Run the check from its new lens.',
        wanted.name,
      ),
      { file: facts.file },
    ),
  );
}

function tagOf(facts: ModuleFacts, pair: Pair): string | null {
  const names = [pair.backward, pair.forward];
  const functions = names.map((name) => facts.functions.find((one) => one.qualifiedName === name));
  return functions.find((one) => one?.tag)?.tag ?? null;
}

function asFault(error: unknown): Fault {
  if (error instanceof GradientCheckError) return error.fault;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return fault('internal', l10n.t('This is a fault of Gradient Check, not of your code. Please report it: {0}', text));
}
