import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import { labelOf } from './catalogue.ts';
import type { LeafEvidence } from './evidence.ts';

/** 'in all 15 entries', 'in its one entry', 'in all 64 entries that were measured (of 10,000)'. */
export function everywhere({ leaf, isFull, views }: LeafEvidence): string {
  if (leaf.size === 1) return l10n.t('in its one entry');
  if (isFull) return l10n.t('in all {0} entries', leaf.size.toLocaleString('en'));
  const measured = views[0]!.numeric.reduce((count, v) => count + (Number.isNaN(v) ? 0 : 1), 0);
  return l10n.t('in all {0} entries that were measured (of {1})', measured, leaf.size.toLocaleString('en'));
}

/** 'W1', 'W1 and b1', 'W1, b1 and W2'; of more than six the first four, 'and 5 more'. */
export function list(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  if (names.length > 6) return l10n.t('{0} and {1} more', names.slice(0, 4).join(', '), names.length - 4);
  return l10n.t('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1)!);
}

/** 'also holds at 2 other points, with the same constant'. */
export function repeated(leaf: LeafEvidence): string {
  const others = leaf.views.length - 1;
  if (others < 1) return l10n.t('seen at the checked point only');
  return l10n.t(
    'holds at the checked point and at {0} nearby',
    others === 1 ? l10n.t('one other point') : l10n.t('{0} other points', others),
  );
}

export function cause(
  id: string,
  message: string,
  advice: string,
  evidence: string[],
  constants: Cause['constants'] = {},
  confidence: Cause['confidence'] = 'certain',
): Cause {
  return { id, label: labelOf(id, constants), message: asSentence(message), advice, evidence, confidence, constants };
}

/** Names of gradients keep their letter (dW2); 'the update of w' at the start of a sentence does not. */
const asSentence = (message: string): string => message.replace(/^the /, 'The ');
