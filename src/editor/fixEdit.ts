import { WorkspaceEdit, l10n } from 'vscode';
import { fixWords } from './fixWords.ts';
import type { Fix } from './fixFinder.ts';
import { toLocation } from './places.ts';

/** The change as an edit that VS Code shows before it applies it. */
export function fixEdit(fix: Fix, gradient: string): WorkspaceEdit {
  const { uri, range } = toLocation(fix.file, fix.range);
  const edit = new WorkspaceEdit();
  edit.replace(uri, range, fix.text, {
    needsConfirmation: true,
    label: fixWords(fix.words),
    description: l10n.t('A gradient check with this change found {0} correct.', gradient),
  });
  return edit;
}
