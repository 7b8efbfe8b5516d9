import {
  Range,
  ThemeColor,
  Uri,
  window,
  workspace,
  type DecorationOptions,
  type Disposable,
  type TextEditor,
} from 'vscode';
import type { Verdict } from '../../model/report.ts';
import { inlineTexts } from './inlineModel.ts';
import { fileOf, firstLineOf, isInside } from '../documents/places.ts';
import type { ResultStore } from '../results/resultStore.ts';
import { readSetting } from '../settings.ts';
import type { Subscription } from '../signal.ts';

const colors: Record<Verdict, ThemeColor> = {
  wrong: new ThemeColor('editorError.foreground'),
  inconclusive: new ThemeColor('editorWarning.foreground'),
  correct: new ThemeColor('editorCodeLens.foreground'),
};

/** A few words behind every line that computes a gradient. */
export class InlineView implements Disposable {
  readonly #store: ResultStore;
  readonly #type = window.createTextEditorDecorationType({ after: { margin: '0 0 0 2.5em' } });
  readonly #subscriptions: Subscription[];

  constructor(store: ResultStore) {
    this.#store = store;
    const show = (): void => window.visibleTextEditors.forEach((editor) => this.#show(editor));
    this.#subscriptions = [
      store.onDidChange(show),
      window.onDidChangeVisibleTextEditors(show),
      workspace.onDidChangeConfiguration(show),
    ];
    show();
  }

  #show(editor: TextEditor): void {
    const { document } = editor;
    const file = fileOf(document);
    const first = firstLineOf(document);
    if (file === null || first === null) return;
    const texts = inlineTexts(this.#store.all(), file, readSetting('inlineWords', Uri.file(file)));
    const options = texts
      .filter(({ line }) => isInside(document, first, line))
      .map(({ line, text, verdict }): DecorationOptions => {
        const { end } = document.lineAt(line - first).range;
        return { range: new Range(end, end), renderOptions: { after: { contentText: text, color: colors[verdict] } } };
      });
    editor.setDecorations(this.#type, options);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#type.dispose();
  }
}
