import * as l10n from '@vscode/l10n';
import type { Doubt } from '../model/report.ts';

/** Why there is no verdict, in two or three words. */
export function doubtWords(doubt: Doubt | null): string {
  switch (doubt) {
    case 'kink':
      return l10n.t('a kink (ReLU, max or abs at its corner)');
    case 'noise':
      return l10n.t('the cost is too noisy');
    case 'not-repeatable':
      return l10n.t('two calls with the same inputs give different results');
    case 'not-smooth':
      return l10n.t('the cost is not smooth here');
    case 'fault':
      return l10n.t('some points could not be computed');
    case 'cost-unknown':
      return l10n.t('the file names no cost, and no usual one fits');
    case 'inputs-unknown':
      return l10n.t('nothing says what backward is called with');
    case 'cost-constant':
      return l10n.t('the cost does not react to any parameter with these inputs');
    case 'softmax-diagonal':
      return l10n.t("p·(1 − p) is the diagonal of softmax's Jacobian, not a gradient");
    case 'logit-derivative':
      return l10n.t('this is the derivative by the scores before sigmoid or softmax, not by what they return');
    case 'adaptive-update':
      return l10n.t('the weights change by the sign of the gradient only');
    case 'other-loss':
      return l10n.t('it returns a squared error, but its gradients are those of a cross-entropy');
    case 'missing-gradient':
      return l10n.t('a gradient is missing');
    case 'not-checked':
    case null:
      return l10n.t('not checked');
  }
}

/** Why there is no verdict, with what to do: what is better than to try other inputs. */
const advice: Partial<Record<Doubt, (words: string) => string>> = {
  'cost-unknown': (words) =>
    l10n.t(
      '{0}. Say which cost backward differentiates, in an inputs file (Create Gradient Check Inputs); if it is one of the usual ones, backward is wrong.',
      words,
    ),
  'not-repeatable': (words) =>
    l10n.t(
      '{0}. Take what changes (dropout, shuffling, the time, a counter) out of forward and backward, or seed it.',
      words,
    ),
  'inputs-unknown': (words) =>
    l10n.t(
      '{0}, so an argument of it was drawn at random, and no gradient agrees then. Say what it is called with (Create Gradient Check Inputs).',
      words,
    ),
  'cost-constant': (words) =>
    l10n.t(
      '{0}, which were made up from the text: they may have another form than the cost expects. Say what the functions are called with (Create Gradient Check Inputs).',
      words,
    ),
  'softmax-diagonal': (words) =>
    l10n.t(
      '{0}: each output of softmax depends on every input. Backpropagate with an upstream gradient, dz = p·(dout − Σ dout·p), or with the cross-entropy behind it, dz = p − y. Where p·(1 − p) is multiplied with an error instead, that is a bug.',
      words,
    ),
  'logit-derivative': (words) =>
    l10n.t(
      '{0}. It is right where it starts a backward pass at those scores (dz = p − y). Multiplied with the derivative of the sigmoid or softmax once more, it is a bug. To check it, hand the loss the scores instead.',
      words,
    ),
  'other-loss': (words) =>
    l10n.t(
      "{0}. If it is the squared error that you train with, the derivative of the output's activation is missing: dz = (a − y) · φ′(z). If it is the cross-entropy, return that, or name it: @gradcheck cost = yourCost.",
      words,
    ),
  'adaptive-update': (words) =>
    l10n.t(
      '{0}, as in the first step of Adam or RMSprop: the gradient itself cannot be read from that. Return it, keep it in a field, or check with plain gradient descent.',
      words,
    ),
};

/** Why there is no verdict, with what to do. */
export function doubtSentence(doubt: Doubt | null): string {
  const words = doubtWords(doubt);
  const special = doubt === null ? undefined : advice[doubt];
  return (
    special?.(words) ?? l10n.t('{0}. Try other inputs (another seed), or look at the entries in the panel.', words)
  );
}
