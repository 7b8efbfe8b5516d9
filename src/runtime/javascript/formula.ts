import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../model/fault.ts';
import type { CostPlan } from '../../model/plan.ts';
import { formatShape } from '../shapes.ts';
import { valueAt, type Slots } from './values/place.ts';
import { readNumbers } from './values/store.ts';

interface Numbers {
  shape: number[];
  entries: Float64Array;
}

/** A textbook loss of an output against a target, where the file has no cost of its own. */
export function formulaCost(
  { formula, output, target, scale }: Extract<CostPlan, { kind: 'formula' }>,
  slots: Slots,
): number {
  const y = numbers(valueAt(slots, output), l10n.t('Forward’s output'));
  const t = numbers(valueAt(slots, target), l10n.t('The target'));
  switch (formula) {
    case 'squared-error':
      return scale * sumOver(y, t, (yi, ti) => (yi - ti) ** 2);
    case 'binary-cross-entropy':
      return scale * sumOver(y, t, (yi, ti) => -(ti * Math.log(yi) + (1 - ti) * Math.log(1 - yi)));
    case 'cross-entropy':
    case 'cross-entropy-columns':
      return (
        scale *
        sumOver(y, oneHot(t, y, formula === 'cross-entropy-columns'), (yi, ti) => (ti === 0 ? 0 : -ti * Math.log(yi)))
      );
    case 'softmax-cross-entropy':
      return scale * softmaxCrossEntropy(y, oneHot(t, y, false), false);
    case 'softmax-cross-entropy-columns':
      return scale * softmaxCrossEntropy(y, oneHot(t, y, true), true);
    default:
      return formula satisfies never;
  }
}

function numbers(value: unknown, what: string): Numbers {
  const found = readNumbers(value);
  if (found !== null) return found;
  throw new GradientCheckError(fault('shape', l10n.t('{0} holds no numbers that a loss could be computed of.', what)));
}

function sumOver(y: Numbers, t: Numbers, term: (y: number, t: number) => number): number {
  if (y.entries.length !== t.entries.length) {
    const [output, target] = [formatShape(y.shape), formatShape(t.shape)];
    throw new GradientCheckError(
      fault(
        'shape',
        l10n.t(
          'Forward’s output has the shape “{0}”, the target “{1}”: no loss compares the two. Where forward takes one sample and backward several, write the cost as a function and name it (@gradcheck cost = …); otherwise give a target of the output’s shape.',
          output,
          target,
        ),
      ),
    );
  }
  let sum = 0;
  for (let i = 0; i < y.entries.length; i++) sum += term(y.entries[i]!, t.entries[i]!);
  return sum;
}

/** Lines along which classes lie: one per sample. */
function lines(
  y: Numbers,
  alongFirst: boolean,
): { count: number; classes: number; at: (line: number, index: number) => number } {
  const classes = (alongFirst ? y.shape[0] : y.shape.at(-1)) ?? 1;
  const count = classes === 0 ? 0 : y.entries.length / classes;
  return { count, classes, at: (line, index) => (alongFirst ? index * count + line : line * classes + index) };
}

/** Integer labels, one per sample, as one-hot rows (columns); anything else as it is. */
function oneHot(t: Numbers, y: Numbers, alongFirst: boolean): Numbers {
  const { count, at } = lines(y, alongFirst);
  if (t.entries.length === y.entries.length || t.entries.length !== count) return t;
  const entries = new Float64Array(y.entries.length);
  for (let line = 0; line < count; line++) entries[at(line, t.entries[line]!)] = 1;
  return { shape: y.shape, entries };
}

/** −Σ t ln softmax(y), with the largest logit subtracted before exp. */
function softmaxCrossEntropy(y: Numbers, t: Numbers, alongFirst: boolean): number {
  const { count, classes, at } = lines(y, alongFirst);
  const logs = new Float64Array(y.entries.length);
  for (let line = 0; line < count; line++) {
    let largest = -Infinity;
    for (let i = 0; i < classes; i++) largest = Math.max(largest, y.entries[at(line, i)]!);
    let sum = 0;
    for (let i = 0; i < classes; i++) sum += Math.exp(y.entries[at(line, i)]! - largest);
    for (let i = 0; i < classes; i++) logs[at(line, i)] = y.entries[at(line, i)]! - largest - Math.log(sum);
  }
  return sumOver({ shape: y.shape, entries: logs }, t, (log, ti) => (ti === 0 ? 0 : -ti * log));
}
