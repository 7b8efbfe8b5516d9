import * as l10n from '@vscode/l10n';

/** Names the file with the translations, for the runner process and its workers. */
export const wordsVariable = 'GRADIENT_CHECK_WORDS';

/** Makes this thread speak the language of the editor that started it; without a bundle it is English. */
export function useWords(): void {
  const fsPath = process.env[wordsVariable];
  if (fsPath === undefined) return;
  try {
    l10n.config({ fsPath });
  } catch {
    // A bundle that cannot be read leaves the words in English.
  }
}
