import { l10n } from 'vscode';
import type { FixWords } from '../../fixes/candidate.ts';

const longest = 40;

/** What a change does, in a few words. */
export function fixWords(words: FixWords): string {
  switch (words.kind) {
    case 'drop':
      return l10n.t('remove {0}', short(words.what));
    case 'replace':
      return l10n.t('write {0} instead of {1}', short(words.to), short(words.from));
    case 'divide':
      return l10n.t('divide by {0}', short(words.by));
    case 'multiply':
      return l10n.t('multiply by {0}', short(words.by));
    case 'negate':
      return l10n.t('turn the sign');
    case 'swap':
      return l10n.t('turn {0} around', short(words.what));
    case 'add':
      return l10n.t('add {0}', short(words.what));
    case 'transpose':
      return l10n.t('transpose');
    case 'assign':
      return l10n.t('assign (=) instead of adding (+=)');
    case 'accumulate':
      return l10n.t('add (+=) instead of assigning (=)');
    case 'clear':
      return l10n.t('set {0} to zero first', short(words.what));
    case 'like':
      return l10n.t('write it as {0} is written', short(words.sibling));
    default:
      return words satisfies never;
  }
}

/** The title of a quick fix: what it does, and what a check found after it. */
export function fixTitle(words: FixWords, gradient: string): string {
  return l10n.t('Fix: {0} (checked: {1} then agrees)', fixWords(words), gradient);
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
