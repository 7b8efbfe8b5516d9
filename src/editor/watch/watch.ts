import { Uri, workspace, type Disposable, type TextDocument } from 'vscode';
import type { Checks } from '../checks.ts';
import type { PairIndex } from '../pairs/pairIndex.ts';
import { isPythonCell } from '../documents/notebooks.ts';
import { keyOf, type PairRef } from '../pairs/pairRef.ts';
import { fileOf } from '../documents/places.ts';
import { readsFile, type ResultStore } from '../results/resultStore.ts';
import { readSetting } from '../settings.ts';
import { pairsToCheck } from './watchModel.ts';

const pause = 250;

/** Checks on save: only what reads the saved file, and given up at the next edit. */
export class Watch implements Disposable {
  readonly #store: ResultStore;
  readonly #checks: Checks;
  readonly #index: PairIndex;
  readonly #saved = new Map<string, TextDocument>();
  readonly #running = new Map<string, PairRef>();
  readonly #subscriptions: Disposable[];
  #timer: NodeJS.Timeout | undefined;

  constructor(store: ResultStore, checks: Checks, index: PairIndex) {
    this.#store = store;
    this.#checks = checks;
    this.#index = index;
    this.#subscriptions = [
      workspace.onDidSaveTextDocument((document) => this.#later(document)),
      workspace.onDidSaveNotebookDocument((notebook) => {
        const cell = notebook.getCells().find(isPythonCell);
        if (cell) this.#later(cell.document);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#giveUp(fileOf(document) ?? document.uri.fsPath);
      }),
    ];
  }

  #later(document: TextDocument): void {
    const file = document.uri.scheme === 'file' ? document.uri.fsPath : fileOf(document);
    if (file === null || !workspace.isTrusted) return;
    this.#saved.set(file, document);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), pause);
  }

  async #check(): Promise<void> {
    const saved = [...this.#saved];
    this.#saved.clear();
    for (const [file, document] of saved) {
      const mode = readSetting('checkOnSave', Uri.file(file));
      if (mode === 'off') continue;
      const facts = await this.#index.facts(document);
      const refs = pairsToCheck(file, mode, this.#store.all(), facts?.pairs ?? []);
      for (const ref of refs) void this.#run(ref);
    }
  }

  /** A check that is under way and read the same text is left to finish. */
  async #run(ref: PairRef): Promise<void> {
    if (this.#checks.get(ref)?.edited.size === 0) return;
    this.#running.set(keyOf(ref), ref);
    try {
      await this.#checks.run(ref);
    } finally {
      this.#running.delete(keyOf(ref));
    }
  }

  /** The text has changed again: what is being checked is no longer what the user wants to know. */
  #giveUp(file: string): void {
    this.#saved.delete(file);
    for (const ref of this.#running.values()) {
      const known = this.#store.get(ref);
      if (ref.file === file || (known && readsFile(known, file))) this.#checks.cancel(ref);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
