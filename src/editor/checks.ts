import type { CheckOptions, CheckRequest, CheckService, Progress } from '../engine/service.ts';
import type { Pair } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import { keyOf, type PairRef, type RunOverrides } from './pairRef.ts';
import { readsFile, type ResultStore } from './resultStore.ts';
import { Signal } from './signal.ts';

/** What the checks need from the editor. */
export interface ChecksHost {
  /** The pair as the text stands now; null where it is gone. */
  pair(ref: PairRef): Promise<Pair | null>;
  options(file: string, overrides: RunOverrides): CheckOptions;
  /** Unsaved buffers by absolute path. */
  overlays(): Record<string, string>;
  output(text: string): void;
  now(): number;
}

/** A check that is waiting or running. */
export interface Running {
  ref: PairRef;
  /** Null while it waits for its turn. */
  progress: Progress | null;
}

interface Job extends Running {
  controller: AbortController;
  /** Files that were edited since the check read them. */
  edited: Set<string>;
}

/** Runs checks, as many at once as the service has room for; asking again for a pair cancels its earlier run. */
export class Checks {
  readonly #service: CheckService;
  readonly #store: ResultStore;
  readonly #host: ChecksHost;
  readonly #jobs = new Map<string, Job>();
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

  running(): Running[] {
    return [...this.#jobs.values()];
  }

  /** Checks one pair and keeps the report; null where the pair is not in its file any more. */
  async run(ref: PairRef, overrides: RunOverrides = {}): Promise<Report | null> {
    const key = keyOf(ref);
    this.#jobs.get(key)?.controller.abort();
    const job: Job = { ref, progress: null, controller: new AbortController(), edited: new Set() };
    this.#jobs.set(key, job);
    this.#changed.fire(key);
    const at = this.#host.now();
    try {
      const pair = await this.#host.pair(ref);
      if (!pair) return null;
      const request = this.#request(pair, overrides);
      const report = await this.#service.check(request, this.#handlers(job), job.controller.signal);
      const isLatest = this.#forget(job);
      if (isLatest)
        this.#store.set(
          report,
          at,
          [...job.edited].some((file) => readsFile(report, file)),
        );
      return report;
    } finally {
      this.#forget(job);
      this.#changed.fire(key);
    }
  }

  /** Cancels one pair's run, or all. */
  cancel(ref?: Pick<PairRef, 'file' | 'pairId'>): void {
    const jobs = ref ? [this.#jobs.get(keyOf(ref))] : [...this.#jobs.values()];
    for (const job of jobs) job?.controller.abort();
  }

  /** A file was edited: checks that are under way may have read the text before. */
  edited(file: string): void {
    for (const job of this.#jobs.values()) job.edited.add(file);
  }

  #request(pair: Pair, overrides: RunOverrides): CheckRequest {
    const { file } = pair;
    return { file, pair, overlays: this.#host.overlays(), options: this.#host.options(file, overrides) };
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

  /** False where a newer run of the same pair has taken its place. */
  #forget(job: Job): boolean {
    const key = keyOf(job.ref);
    return this.#jobs.get(key) === job && this.#jobs.delete(key);
  }
}
