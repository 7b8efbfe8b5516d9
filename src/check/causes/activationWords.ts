import * as l10n from '@vscode/l10n';

/** An activation in a sentence: most have one name in every language. */
export function activationWords(name: string): string {
  const leak = /^leaky-ReLU-(.+)$/.exec(name)?.[1];
  switch (name) {
    case 'identity':
      return l10n.t('the identity');
    case 'square':
      return l10n.t('the square');
    case 'sine':
      return l10n.t('sine');
    case 'GELU-tanh':
      return l10n.t('GELU (tanh form)');
    case 'another':
      return l10n.t('another activation');
    default:
      return leak === undefined ? name : l10n.t('leaky ReLU ({0})', leak);
  }
}
