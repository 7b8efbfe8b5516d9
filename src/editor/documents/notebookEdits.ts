import { workspace, type Disposable, type NotebookDocument } from 'vscode';
import type { TextEdit } from '../results/moveRanges.ts';
import { cellOf, notebookCode, openNotebooks } from './notebooks.ts';
import { Signal } from '../signal.ts';
import { textDifference } from './textDifference.ts';

/**
 * Tells what an edit of a notebook does to the joined code of its cells, whether a cell was typed in, put in, moved or
 * given another language. Running cells and writing text between them changes no code and is not told.
 */
export class NotebookEdits implements Disposable {
  readonly #codes = new Map<NotebookDocument, string>();
  readonly #changed = new Signal<{ notebook: NotebookDocument; edit: TextEdit }>();
  readonly #shown = new Signal<void>();
  readonly #subscriptions: Disposable[];
  readonly onDidEdit = this.#changed.event;
  /** Fires when a notebook was opened, closed or edited: places in it may stand elsewhere now. */
  readonly onDidMove = this.#shown.event;

  constructor() {
    this.#subscriptions = [
      workspace.onDidOpenNotebookDocument((notebook) => this.#open(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => {
        this.#codes.delete(notebook);
        this.#shown.fire();
      }),
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.#compare(notebook)),
      workspace.onDidChangeTextDocument(({ document }) => {
        const cell = cellOf(document);
        if (cell) this.#compare(cell.notebook);
      }),
    ];
    for (const notebook of openNotebooks()) this.#open(notebook);
  }

  #open(notebook: NotebookDocument): void {
    this.#codes.set(notebook, notebookCode(notebook).text);
    this.#shown.fire();
  }

  #compare(notebook: NotebookDocument): void {
    const before = this.#codes.get(notebook);
    if (before === undefined) return;
    const code = notebookCode(notebook).text;
    const edit = textDifference(before, code);
    this.#codes.set(notebook, code);
    if (edit) this.#changed.fire({ notebook, edit });
    if (edit) this.#shown.fire();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
