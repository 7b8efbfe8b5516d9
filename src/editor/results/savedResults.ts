import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { keyOf, refOfReport } from '../pairs/pairRef.ts';
import type { ResultFiles } from './resultFiles.ts';
import type { Result, ResultStore } from './resultStore.ts';
import type { Subscription } from '../signal.ts';

const pause = 500;

/** Keeps the results in the extension's storage folder, so that a reload of the window shows them again. */
export class SavedResults {
  readonly #store: ResultStore;
  readonly #files: ResultFiles;
  readonly #log: (message: string) => void;
  readonly #subscription: Subscription;
  /** Keys of the pairs whose results changed since they were saved. */
  readonly #changed = new Set<string>();
  /** Keys of the pairs that this window has had a result of: what it never knew it does not remove either. */
  readonly #known = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #saving = Promise.resolve();

  constructor(store: ResultStore, files: ResultFiles, log: (message: string) => void) {
    this.#store = store;
    this.#files = files;
    this.#log = log;
    this.#subscription = store.onDidChange((keys) => {
      for (const key of keys) this.#changed.add(key);
      this.#timer ??= setTimeout(() => void this.save(), pause);
    });
  }

  /** Brings the saved results back; those whose files changed meanwhile are stale. */
  async restore(): Promise<void> {
    const results = (await this.#files.read()).filter(({ report }) => existsSync(report.file));
    const restored = results.map(async (result) => {
      const stale = result.stale || (await anyChangedSince(result.at, [result.report.file, ...result.report.files]));
      return { ...result, stale };
    });
    this.#store.restore((await Promise.all(restored)).sort((one, other) => one.at - other.at));
    for (const { report } of results) this.#known.add(keyOf(refOfReport(report)));
  }

  /** One after the other: what was known first is written first. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.then(() => this.#saveChanged());
    return this.#saving;
  }

  async #saveChanged(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    const now = new Map(this.#store.all().map((result) => [keyOf(refOfReport(result.report)), result]));
    try {
      for (const key of changed) await this.#saveOne(key, now.get(key));
      await this.#files.forgetOldest();
    } catch (error) {
      this.#log(`Saving the results failed: ${String(error)}`);
    }
  }

  async #saveOne(key: string, result: Result | undefined): Promise<void> {
    if (result) {
      this.#known.add(key);
      await this.#files.write(result);
    } else if (this.#known.delete(key)) await this.#files.remove(key);
  }

  dispose(): void {
    this.#subscription.dispose();
    if (this.#timer) void this.save();
  }
}

async function anyChangedSince(at: number, files: string[]): Promise<boolean> {
  const changes = files.map(async (file) => {
    try {
      return (await stat(file)).mtimeMs > at;
    } catch {
      return true;
    }
  });
  return (await Promise.all(changes)).includes(true);
}
