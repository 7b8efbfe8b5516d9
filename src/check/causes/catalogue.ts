import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import { activationWords } from './activationWords.ts';

type Constants = Cause['constants'];

/** What a cause is called in a list (and as the title of its page), and in five words at most behind a line of code. */
interface Entry {
  title: string;
  label: (constants: Constants) => string;
}

/** A function, because the language is set at start-up. */
const mapLabels = (): Record<string, string> => ({
  abs: l10n.t('absolute value'),
  relu: l10n.t('negative part cut off'),
  'negative-part': l10n.t('positive part cut off'),
  'negative-abs': l10n.t('minus absolute value'),
  sign: l10n.t('sign only'),
  square: l10n.t('squared'),
  inverse: l10n.t('one over'),
  clip: l10n.t('clipped'),
  float16: l10n.t('rounded to float16'),
  round: l10n.t('rounded'),
  norm: l10n.t('scaled to a norm'),
});

function factorLabel({ factor, name }: Constants): string {
  if (factor === -1) return l10n.t('wrong sign');
  return `${name ?? Number(Number(factor).toPrecision(4))} ×`;
}

/** Every cause that can be named; each has a page docs/causes/<id>.md. */
export const catalogue: Record<string, Entry> = {
  'not-a-number': { title: 'Not a number', label: () => l10n.t('not a number') },
  'wrong-shape': { title: 'A shape that does not fit', label: () => l10n.t('wrong shape') },
  zero: { title: 'All zero', label: () => l10n.t('all zero') },
  'constant-factor': { title: 'A constant factor', label: factorLabel },
  'cost-scale': {
    title: 'The cost has another scale',
    label: (constants) => l10n.t('all {0}', factorLabel(constants)),
  },
  'weight-decay': {
    title: 'Weight decay missing, extra or with a wrong factor',
    label: ({ k, norm }) =>
      `λ·${norm === 'L1' ? 'sign(W)' : 'W'} ${Number(k) < 0 ? l10n.t('missing') : l10n.t('too much')}`,
  },
  'data-term-missing': { title: 'Only the weight-decay term', label: () => l10n.t('data term missing') },
  transposed: { title: 'Transposed, or flattened in another order', label: () => l10n.t('transposed') },
  flipped: { title: 'In reverse order', label: () => l10n.t('reversed') },
  permuted: {
    title: 'Rows or columns in the wrong places',
    label: ({ shift }) => (shift ? l10n.t('shifted by {0}', shift) : l10n.t('wrong order')),
  },
  'swapped-leaves': {
    title: 'Gradients of two parameters swapped',
    label: (constants) => l10n.t('gradient of {0}', constants['with'] ?? ''),
  },
  'wrong-sum': { title: 'A sum over the wrong axis', label: () => l10n.t('wrong sum axis') },
  partial: {
    title: 'Some rows, columns or entries only',
    label: ({ factor }) => (factor === 0 ? l10n.t('part is zero') : l10n.t('part is wrong')),
  },
  'row-factor': {
    title: 'A factor per row, column or entry',
    label: ({ factor }) => (factor ? l10n.t('factor {0}', factor) : l10n.t('factor per row')),
  },
  'elementwise-map': {
    title: 'A function of the right gradient',
    label: ({ map }) => mapLabels()[String(map)] ?? l10n.t('mapped'),
  },
  offset: { title: 'A constant was added', label: () => l10n.t('constant added') },
  frozen: { title: 'The same at every point', label: () => l10n.t('does not react') },
  'fixed-factors': { title: 'A fixed factor in each entry', label: () => l10n.t('fixed factor per entry') },
  'varying-factor': { title: 'A factor that varies', label: () => l10n.t('varying factor') },
  'one-example': { title: 'One example instead of the batch', label: () => l10n.t('one example only') },
  'own-line': { title: 'An error in one line', label: () => l10n.t('error in this line') },
  'upstream-twice': { title: 'The upstream gradient counts twice', label: () => l10n.t('upstream gradient twice') },
  'upstream-ignored': { title: 'The upstream gradient is not used', label: () => l10n.t('upstream gradient ignored') },
  'activation-derivative': {
    title: 'The derivative of an activation',
    label: ({ activation }) =>
      activation === 'another'
        ? l10n.t('activation derivative')
        : l10n.t('derivative of {0}', activationWords(String(activation ?? ''))),
  },
  'softmax-jacobian': { title: 'The derivative of softmax', label: () => l10n.t('softmax derivative') },
  normalisation: { title: 'The terms of mean and variance', label: () => l10n.t('mean/variance term') },
  'different-cost': { title: 'The gradient of another cost', label: () => l10n.t('another cost') },
  'stale-parameters': { title: 'After the update', label: () => l10n.t('after the update') },
  accumulation: { title: 'Gradients accumulate', label: () => l10n.t('accumulates') },
  'through-leaf': {
    title: 'One path is missing or wrong',
    label: ({ through, around }) =>
      around ? l10n.t('path around {0}', through ?? around) : l10n.t('path through {0}', through ?? ''),
  },
  'across-steps': { title: 'Right for one step, wrong over several', label: () => l10n.t('wrong over several') },
  'layer-step': { title: 'The step back to a layer', label: () => l10n.t('wrong from here down') },
  'one-change': { title: 'One change makes it right', label: ({ line }) => l10n.t('mistake in line {0}', line ?? '') },
  several: {
    title: 'Several mistakes at once',
    label: ({ count, isOpen }) => (isOpen ? l10n.t('no single cause') : l10n.t('{0} mistakes', count ?? '')),
  },
  unknown: { title: 'Cause unknown', label: () => l10n.t('cause unknown') },
};

/** The few words for a cause. */
export function labelOf(id: string, constants: Constants): string {
  return catalogue[id]?.label(constants) ?? id;
}
