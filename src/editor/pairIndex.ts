import { workspace, type Disposable, type TextDocument } from 'vscode';
import type { CheckService } from '../engine/service.ts';
import type { ModuleFacts } from '../model/facts.ts';
import { isSource } from './documents.ts';
import { keepPairs } from './keepPairs.ts';
import { Signal } from './signal.ts';

interface Known {
  version: number;
  facts: Promise<ModuleFacts | null>;
}

const quiet = 400;

/** What discovery reads from the open documents, remembered by document version. */
export class PairIndex implements Disposable {
  readonly #service: CheckService;
  readonly #log: (message: string) => void;
  readonly #known = new Map<string, Known>();
  readonly #last = new Map<string, ModuleFacts>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #changed = new Signal<string>();
  readonly #subscriptions: Disposable[];
  /** Fires the path of a file whose pairs were read anew. */
  readonly onDidChange = this.#changed.event;

  constructor(service: CheckService, log: (message: string) => void) {
    this.#service = service;
    this.#log = log;
    this.#subscriptions = [
      workspace.onDidOpenTextDocument((document) => void this.facts(document)),
      workspace.onDidChangeTextDocument((event) => this.#later(event.document)),
      workspace.onDidCloseTextDocument((document) => this.#known.delete(document.uri.fsPath)),
    ];
    for (const document of workspace.textDocuments) void this.facts(document);
  }

  /** What is known of a file without reading it again. */
  last(file: string): ModuleFacts | undefined {
    return this.#last.get(file);
  }

  /** The facts of a document as it stands now; null where it is no source, or discovery failed and never worked. */
  facts(document: TextDocument): Promise<ModuleFacts | null> {
    if (!isSource(document)) return Promise.resolve(null);
    const file = document.uri.fsPath;
    const known = this.#known.get(file);
    if (known?.version === document.version) return known.facts;
    const facts = this.#read(file, document.getText());
    this.#known.set(file, { version: document.version, facts });
    return facts;
  }

  async #read(file: string, text: string): Promise<ModuleFacts | null> {
    try {
      const before = this.#last.get(file);
      const facts = keepPairs(before, await this.#service.discover(file, text), text);
      this.#last.set(file, facts);
      this.#changed.fire(file);
      return facts;
    } catch (error) {
      this.#log(`Reading the pairs of ${file} failed: ${String(error)}`);
      return this.#last.get(file) ?? null;
    }
  }

  #later(document: TextDocument): void {
    if (!isSource(document)) return;
    const file = document.uri.fsPath;
    clearTimeout(this.#timers.get(file));
    const read = (): void => {
      this.#timers.delete(file);
      if (!document.isClosed) void this.facts(document);
    };
    this.#timers.set(file, setTimeout(read, quiet));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
