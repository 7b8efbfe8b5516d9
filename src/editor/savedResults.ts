import { readFile, stat } from 'node:fs/promises';
import { Uri, workspace, type Disposable } from 'vscode';
import type { ResultStore } from './resultStore.ts';
import { decodeResults, encodeResults } from './resultCodec.ts';
import type { Subscription } from './signal.ts';

const pause = 500;

/** Keeps the results in the extension's storage folder, so that a reload of the window shows them again. */
export class SavedResults implements Disposable {
  readonly #store: ResultStore;
  readonly #file: Uri;
  readonly #log: (message: string) => void;
  readonly #subscription: Subscription;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: ResultStore, folder: Uri, log: (message: string) => void) {
    this.#store = store;
    this.#file = Uri.joinPath(folder, 'results.json');
    this.#log = log;
    this.#subscription = store.onDidChange(() => {
      this.#timer ??= setTimeout(() => void this.save(), pause);
    });
  }

  /** Brings the saved results back; those whose files changed meanwhile are stale. */
  async restore(): Promise<void> {
    const results = decodeResults(await this.#read());
    const restored = results.map(async (result) => {
      const stale = result.stale || (await anyChangedSince(result.at, [result.report.file, ...result.report.files]));
      return { ...result, stale };
    });
    this.#store.restore(await Promise.all(restored));
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      await workspace.fs.writeFile(this.#file, new TextEncoder().encode(encodeResults(this.#store.all())));
    } catch (error) {
      this.#log(`Saving the results failed: ${String(error)}`);
    }
  }

  async #read(): Promise<string> {
    try {
      // Read here, and not by way of the window: activation waits for it.
      return await readFile(this.#file.fsPath, 'utf8');
    } catch {
      return ''; // the first time there is no file
    }
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
