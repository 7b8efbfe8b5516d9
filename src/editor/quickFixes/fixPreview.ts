import {
  TabInputTextDiff,
  WorkspaceEdit,
  commands,
  l10n,
  window,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
  type Uri,
} from 'vscode';
import type { Fix } from './fixFinder.ts';
import { fixWords } from './fixWords.ts';
import { toLocation } from '../documents/places.ts';

const scheme = 'gradient-check-fix';

/** Shows a change beside the code as it is, asks, and makes it only when the answer is yes. */
export class FixPreview implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, this);
  #shown = 0;

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /**
   * True where the change was made.
   * @param gradient as a person reads it, 'dW[2]'
   */
  async offer(fix: Fix, gradient: string): Promise<boolean> {
    const { uri, range } = toLocation(fix.file, fix.range);
    const document = await workspace.openTextDocument(uri);
    const version = document.version;
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const text = document.getText();
    const changed = uri.with({ scheme, query: String(++this.#shown) });
    this.#texts.set(changed.toString(), text.slice(0, start) + fix.text + text.slice(end));
    const title = l10n.t('A change that mends {0}', gradient);
    await commands.executeCommand('vscode.diff', uri, changed, title, { selection: range, preview: true });
    const isWanted = await ask(fix, gradient);
    await closeDiff(changed);
    this.#texts.delete(changed.toString());
    if (!isWanted || document.version !== version) return false;
    const edit = new WorkspaceEdit();
    edit.replace(uri, range, fix.text);
    return await workspace.applyEdit(edit);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

async function ask(fix: Fix, gradient: string): Promise<boolean> {
  const apply = l10n.t('Apply');
  const detail = l10n.t(
    'A gradient check of the changed code found {0} correct, with these inputs and with others.',
    gradient,
  );
  const question = l10n.t('Line {0}: {1}?', fix.range.line, fixWords(fix.words));
  return (await window.showInformationMessage(question, { modal: true, detail }, apply)) === apply;
}

async function closeDiff(changed: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === changed.toString(),
  );
  await window.tabGroups.close(shown);
}
