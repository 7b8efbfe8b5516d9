import * as l10n from '@vscode/l10n';
import { availableParallelism } from 'node:os';
import type { SourceText } from '../../discovery/discover.ts';
import { mayHoldPairs } from '../../discovery/mayHoldPairs.ts';
import { fault, GradientCheckError, type Fault } from '../../model/fault.ts';
import type { ModuleFacts, Pair } from '../../model/facts.ts';
import type { LeafReport, Report } from '../../model/report.ts';
import { faultReport } from '../../report/assemble.ts';
import type { FromRunner } from './protocol.ts';
import { discoverIn } from './discoverIn.ts';
import { Deadline } from './deadline.ts';
import { RunnerProcess } from './runnerProcess.ts';
import type { CheckRequest, CheckService, LeafValues, Progress } from '../service.ts';
import { Slots } from './slots.ts';
import { readValues } from '../valuesFile.ts';
import { wordsVariable } from '../words.ts';

export interface ServiceOptions {
  /** Absolute path of dist/runner.cjs. */
  runnerPath: string;
  /** Folder for transpiled sources; null keeps none. */
  cacheFolder: string | null;
  /** Folder for the values of every entry, of the latest checks of large networks; default: none are kept. */
  valuesFolder?: string | undefined;
  /** Translations of this product's words (a bundle of VS Code's l10n); default: English. */
  wordsPath?: string | undefined;
  /** The Node that runs them; default: the one that runs this. */
  execPath?: string;
  /** Checks that run at the same time, each in a runner process of its own; default: one per core. */
  jobs?: number;
  /** Idle runners end after this time; default 60 s. */
  idleMilliseconds?: number;
}

/** Starts nothing yet: runner processes are forked on first use and kept warm between checks. */
export function createCheckService(options: ServiceOptions): CheckService {
  return new RunnerPool(options);
}

/**
 * One check has one runner process to itself: killing it is the one way to stop that check, and no other check
 * suffers. Discovery has a runner of its own in which no user code ever runs.
 */
class RunnerPool implements CheckService {
  readonly #options: ServiceOptions;
  readonly #slots: Slots;
  /** One text is read at a time: each has its time limit from when its own reading begins. */
  readonly #reading = new Slots(1);
  readonly #cores = availableParallelism();
  readonly #alive = new Set<RunnerProcess>();
  readonly #idle: { runner: RunnerProcess; timer: NodeJS.Timeout }[] = [];
  #discoverer: RunnerProcess | null = null;
  #isDisposed = false;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#slots = new Slots(options.jobs ?? availableParallelism());
  }

  async discover(file: string, text: string, allFunctions = false): Promise<ModuleFacts> {
    const release = await this.#reading.acquire();
    try {
      return await discoverIn(this.#theDiscoverer(), file, text, allFunctions);
    } finally {
      release();
    }
  }

  async scan(root: string, excluded: string[]): Promise<Pair[]> {
    let pairs: Pair[] = [];
    await this.#theDiscoverer().request({ kind: 'scan', root, excluded }, (message) => {
      if (message.kind === 'pairs') ({ pairs } = message);
      return message.kind === 'pairs' || message.kind === 'fault';
    });
    return pairs;
  }

  async check(
    request: CheckRequest,
    handlers: { onProgress(progress: Progress): void; onOutput(text: string): void },
    signal: AbortSignal,
  ): Promise<Report> {
    const started = performance.now();
    const release = await this.#slots.acquire();
    try {
      if (signal.aborted || this.#isDisposed) return stoppedReport(request, cancelled(), started);
      return await this.#checkInRunner(request, handlers, signal);
    } catch (error) {
      return stoppedReport(request, asFault(error), started);
    } finally {
      release();
    }
  }

  async values(report: Report, leaf: LeafReport): Promise<LeafValues | null> {
    const { valuesFolder } = this.#options;
    return valuesFolder === undefined ? null : readValues(valuesFolder, report, leaf);
  }

  warm(source?: SourceText): void {
    if (source && !mayHoldPairs(source.file, source.text)) return;
    if (this.#idle.length === 0 && this.#slots.wanted === 0 && !this.#isDisposed) this.#keep(this.#fork('check'));
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const { timer } of this.#idle) clearTimeout(timer);
    for (const runner of this.#alive) runner.kill(cancelled());
    await Promise.resolve();
  }

  async #checkInRunner(
    request: CheckRequest,
    handlers: { onProgress(progress: Progress): void; onOutput(text: string): void },
    signal: AbortSignal,
  ): Promise<Report> {
    const runner = this.#take();
    const stop = (reason: Fault): void => runner.kill(reason);
    const onAbort = (): void => stop(cancelled());
    const deadline = new Deadline(request.options.timeLimitMilliseconds, stop);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      let outcome: Report | Fault | null = null;
      await runner.request({ kind: 'check', request, threads: this.#threads }, (message) => {
        if (message.kind === 'progress' && message.progress.stage === 'loading') deadline.start();
        outcome = relay(message, handlers) ?? outcome;
        return outcome !== null;
      });
      return settle(outcome, runner);
    } finally {
      deadline.clear();
      signal.removeEventListener('abort', onAbort);
      this.#give(runner);
    }
  }

  /** The cores are shared out among the checks that run or wait. */
  get #threads(): number {
    return Math.max(1, Math.floor(this.#cores / Math.max(1, this.#slots.wanted)));
  }

  /** Throws GradientCheckError where the service has ended: who waited for a turn starts no new process then. */
  #theDiscoverer(): RunnerProcess {
    if (this.#isDisposed) throw new GradientCheckError(cancelled());
    if (!this.#discoverer?.isAlive) this.#discoverer = this.#fork('discover');
    return this.#discoverer;
  }

  #fork(role: 'check' | 'discover'): RunnerProcess {
    const { runnerPath, execPath = process.execPath } = this.#options;
    const runner = new RunnerProcess(runnerPath, role, { execPath, environment: environmentOf(this.#options) });
    this.#alive.add(runner);
    return runner;
  }

  #take(): RunnerProcess {
    for (;;) {
      const kept = this.#idle.pop();
      if (!kept) return this.#fork('check');
      clearTimeout(kept.timer);
      if (kept.runner.isAlive) return kept.runner;
      this.#alive.delete(kept.runner);
    }
  }

  /** A living runner waits for the next check; one that was killed or is worn is replaced in advance, so that the next check is warm. */
  #give(used: RunnerProcess): void {
    if (used.isWorn) used.kill(cancelled());
    if (!used.isAlive) this.#alive.delete(used);
    if (this.#isDisposed) return;
    this.#keep(used.isAlive ? used : this.#fork('check'));
  }

  #keep(runner: RunnerProcess): void {
    const timer = setTimeout(() => {
      runner.kill(cancelled());
      this.#alive.delete(runner);
    }, this.#options.idleMilliseconds ?? 60_000);
    timer.unref();
    this.#idle.push({ runner, timer });
  }
}

/** What the runner is told when it starts; a cache of transpiled sources keeps Node's compiled code as well. */
function environmentOf({ cacheFolder, valuesFolder, wordsPath }: ServiceOptions): Record<string, string> {
  return {
    ...(cacheFolder === null ? {} : { GRADIENT_CHECK_CACHE: cacheFolder, NODE_COMPILE_CACHE: cacheFolder }),
    ...(valuesFolder === undefined ? {} : { GRADIENT_CHECK_VALUES: valuesFolder }),
    ...(wordsPath === undefined ? {} : { [wordsVariable]: wordsPath }),
  };
}

/** Hands progress and output on; returns what ended the check, if this message did. */
function relay(
  message: FromRunner,
  handlers: { onProgress(progress: Progress): void; onOutput(text: string): void },
): Report | Fault | null {
  switch (message.kind) {
    case 'progress':
      handlers.onProgress(message.progress);
      return null;
    case 'output':
      handlers.onOutput(message.text);
      return null;
    case 'report':
      return message.report;
    case 'fault':
      return message.fault;
    case 'child':
    case 'facts':
    case 'pairs':
    case 'stalled':
      return null;
    default:
      return message satisfies never;
  }
}

/** A report is the result; a fault means that the worker died, and its runner is not used again. */
function settle(outcome: Report | Fault | null, runner: RunnerProcess): Report {
  if (outcome && 'version' in outcome) return outcome;
  const reason = outcome ?? fault('internal', l10n.t('The runner ended a check without a report.'));
  runner.kill(reason);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- a fault is what every caller here expects
  throw reason;
}

function stoppedReport(request: CheckRequest, error: Fault, started: number): Report {
  const milliseconds = performance.now() - started;
  const job = {
    pair: request.pair,
    facts: null,
    inputs: null,
    notes: [],
    files: [request.file],
    host: '',
    milliseconds,
  };
  return faultReport(job, error);
}

function asFault(error: unknown): Fault {
  if (typeof error === 'object' && error !== null && 'kind' in error && 'message' in error) return error as Fault;
  return fault('internal', error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function cancelled(): Fault {
  return fault('cancelled', l10n.t('The check was cancelled.'));
}
