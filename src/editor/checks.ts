import type { CheckOptions, CheckRequest, CheckService, Progress } from '../engine/service.ts';
import type { Pair } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import { keyOf, refOfPair, type PairRef, type RunOverrides } from './pairs/pairRef.ts';
import { readsFile, type ResultStore } from './results/resultStore.ts';
import { Signal } from './signal.ts';

/** What the checks need from the editor. */
export interface ChecksHost {
  /** The pair as the text stands now; null where it is gone. */
  pair(ref: PairRef): Promise<Pair | null>;
  options(file: string, overrides: RunOverrides): Promise<CheckOptions>;
  /** Unsaved buffers by absolute path. */
  overlays(): Record<string, string>;
  /** Texts that a report speaks of and that are open, by absolute path. */
  texts(report: Report): ReadonlyMap<string, string>;
  output(text: string): void;
  /** Hears how each check ended, but for one that a later one of the same pair replaced. */
  ended(report: Report): void;
  now(): number;
}

/** A check that is waiting or running. */
export interface Running {
  ref: PairRef;
  /** Null while it waits for its turn. */
  progress: Progress | null;
  /** Files that were edited since the check began. */
  edited: ReadonlySet<string>;
}

interface Job extends Running {
  began: number;
  controller: AbortController;
  done: Promise<Report | null>;
  edited: Set<string>;
}

/** Runs checks, as many at once as the service has room for; asking again for a pair cancels its earlier run. */
export class Checks {
  readonly #service: CheckService;
  readonly #store: ResultStore;
  readonly #host: ChecksHost;
  readonly #jobs = new Map<string, Job>();
  /** Seeds that the user asked for, by pair: running again means the same inputs. */
  readonly #seeds = new Map<string, number>();
  readonly #changed = new Signal<string>();
  /** Fires the key of the pair whose run began, went on or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(service: CheckService, store: ResultStore, host: ChecksHost) {
    this.#service = service;
    this.#store = store;
    this.#host = host;
  }

  get(ref: Pick<PairRef, 'file' | 'pairId'>): Running | undefined {
    return this.#jobs.get(keyOf(ref));
  }

  /** Resolves once the pair's run has ended, or has gone on for so many milliseconds; at once where none runs. */
  async ended(ref: Pick<PairRef, 'file' | 'pairId'>, milliseconds: number): Promise<void> {
    const job = this.#jobs.get(keyOf(ref));
    const left = job ? job.began + milliseconds - this.#host.now() : 0;
    if (!job || left <= 0) return;
    let timer: NodeJS.Timeout | undefined;
    const longEnough = new Promise((resolve) => (timer = setTimeout(resolve, left)));
    await Promise.race([job.done.catch(() => null), longEnough]).finally(() => clearTimeout(timer));
  }

  running(): Running[] {
    return [...this.#jobs.values()];
  }

  /**
   * Checks one pair and keeps the report; null where the pair is not in its file any more. Whoever waits for a run that
   * a later one of the same pair replaces gets the later one's report.
   */
  run(ref: PairRef, overrides: RunOverrides = {}): Promise<Report | null> {
    const key = keyOf(ref);
    this.#jobs.get(key)?.controller.abort();
    const done = Promise.resolve(null);
    const began = this.#host.now();
    const job: Job = { ref, began, progress: null, controller: new AbortController(), edited: new Set(), done };
    this.#jobs.set(key, job);
    this.#changed.fire(key);
    if (overrides.seed !== undefined) this.#seeds.set(key, overrides.seed);
    const seed = this.#seeds.get(key);
    job.done = this.#check(job, seed === undefined ? overrides : { ...overrides, seed });
    return job.done;
  }

  async #check(job: Job, overrides: RunOverrides): Promise<Report | null> {
    const { ref } = job;
    const key = keyOf(ref);
    const at = this.#host.now();
    try {
      const pair = await this.#host.pair(ref);
      if (!pair) return null;
      const request = await this.#request(pair, overrides);
      const report = await this.#service.check(request, this.#handlers(job), job.controller.signal);
      const later = this.#jobs.get(key);
      if (later && later !== job) return await later.done;
      const isStale = [...job.edited].some((file) => readsFile({ report, before: null }, file));
      this.#forget(job);
      this.#store.set(report, at, isStale, isStale ? undefined : this.#host.texts(report));
      this.#host.ended(report);
      return report;
    } finally {
      this.#forget(job);
      this.#changed.fire(key);
    }
  }

  /**
   * Checks a pair without keeping the report.
   * @param runFile see CheckRequest
   */
  async runOnce(pair: Pair, overrides: RunOverrides, runFile: string, signal: AbortSignal): Promise<Report> {
    const seed = this.#seeds.get(keyOf(refOfPair(pair)));
    const request = await this.#request(pair, seed === undefined ? overrides : { ...overrides, seed });
    const handlers = { onProgress: () => undefined, onOutput: (text: string) => this.#host.output(text) };
    return await this.#service.check({ ...request, runFile }, handlers, signal);
  }

  /** The settings' seed counts again. */
  forgetSeeds(): void {
    this.#seeds.clear();
  }

  /** Cancels one pair's run, or all. */
  cancel(ref?: Pick<PairRef, 'file' | 'pairId'>): void {
    const jobs = ref ? [this.#jobs.get(keyOf(ref))] : [...this.#jobs.values()];
    for (const job of jobs) {
      if (!job) continue;
      job.controller.abort();
      // One that waits for its turn is gone at once.
      if (!job.progress) this.#forget(job);
      this.#changed.fire(keyOf(job.ref));
    }
  }

  /** A file was edited: checks that are under way may have read the text before. */
  edited(file: string): void {
    for (const job of this.#jobs.values()) job.edited.add(file);
  }

  async #request(pair: Pair, overrides: RunOverrides): Promise<CheckRequest> {
    const { file } = pair;
    const options = await this.#host.options(file, overrides);
    return { file, pair, overlays: this.#host.overlays(), options };
  }

  #handlers(job: Job): Parameters<CheckService['check']>[1] {
    return {
      onProgress: (progress) => {
        job.progress = progress;
        this.#changed.fire(keyOf(job.ref));
      },
      onOutput: (text) => this.#host.output(text),
    };
  }

  #forget(job: Job): void {
    const key = keyOf(job.ref);
    if (this.#jobs.get(key) === job) this.#jobs.delete(key);
  }
}
