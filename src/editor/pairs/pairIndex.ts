import { workspace, type Disposable, type NotebookDocument, type TextDocument } from 'vscode';
import type { CheckService } from '../../engine/service.ts';
import type { ModuleFacts } from '../../model/facts.ts';
import { watchConfig } from '../configFile.ts';
import { withoutIgnored } from './ignoredPairs.ts';
import { keepPairs } from './keepPairs.ts';
import { isPythonCell } from '../documents/notebooks.ts';
import { fileOf, openSource, type Source } from '../documents/places.ts';
import { settingsSection } from '../settings.ts';
import { Signal } from '../signal.ts';

interface Known {
  text: string;
  facts: Promise<ModuleFacts | null>;
}

const quiet = 400;

/** What discovery reads from the open documents, remembered by their text. */
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
      workspace.onDidOpenNotebookDocument((notebook) => this.#laterNotebook(notebook)),
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.#laterNotebook(notebook)),
      workspace.onDidChangeTextDocument((event) => this.#later(event.document)),
      workspace.onDidCloseTextDocument((document) => this.#known.delete(document.uri.fsPath)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${settingsSection}.ignore`)) this.#heedAgain();
      }),
      watchConfig(() => this.#heedAgain()),
    ];
    for (const document of workspace.textDocuments) void this.facts(document);
  }

  /** What is known of a file without reading it again. */
  last(file: string): ModuleFacts | undefined {
    return heeded(this.#last.get(file));
  }

  /** The facts of a document as it stands now; null where it is no source, or discovery failed and never worked. */
  facts(document: TextDocument): Promise<ModuleFacts | null> {
    const file = fileOf(document);
    return file === null ? Promise.resolve(null) : this.factsOf(file);
  }

  /** Source files that are open, notebooks among them. */
  openFiles(): string[] {
    return [...new Set(workspace.textDocuments.map(fileOf).filter((file) => file !== null))];
  }

  /** The facts of an open file as it stands now; null where it is not open. */
  async factsOf(file: string): Promise<ModuleFacts | null> {
    const source = openSource(file);
    if (!source) return null;
    const known = this.#known.get(source.file);
    if (known?.text === source.text) return heeded(await known.facts);
    const facts = this.#read(source);
    this.#known.set(source.file, { text: source.text, facts });
    return heeded(await facts);
  }

  async #read({ file, text, code }: Source): Promise<ModuleFacts | null> {
    try {
      const before = this.#last.get(file);
      const reading = this.#service.discover(file, text);
      // Whoever opens a network may soon check it: what a check needs is loaded while the text is read.
      if (!before) this.#service.warm({ file, text });
      const facts = keepPairs(before, await reading, code);
      this.#last.set(file, facts);
      this.#changed.fire(file);
      return facts;
    } catch (error) {
      this.#log(`Reading the pairs of ${file} failed: ${String(error)}`);
      return this.#last.get(file) ?? null;
    }
  }

  /** What is silenced has changed. */
  #heedAgain(): void {
    for (const file of this.openFiles()) this.#changed.fire(file);
  }

  /** Any of its cells stands for a notebook. */
  #laterNotebook(notebook: NotebookDocument): void {
    const cell = notebook.getCells().find(isPythonCell);
    if (cell) this.#later(cell.document);
  }

  #later(document: TextDocument): void {
    const file = fileOf(document);
    if (file === null) return;
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

/** Without the pairs that the settings silence now. */
function heeded<T extends ModuleFacts | null | undefined>(facts: T): T {
  return facts ? { ...facts, pairs: withoutIgnored(facts.file, facts.pairs) } : facts;
}
