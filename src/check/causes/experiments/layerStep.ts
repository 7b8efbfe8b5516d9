import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { axisWord, lineOf, ranges } from '../hypotheses/lines.ts';
import { entryStates, wrongLines } from '../hypotheses/partial.ts';
import { cause, list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';
import { besideOf } from './shift.ts';
import { isMatrix, multipliersOf } from './siblings.ts';

/** Right above a layer and wrong from it down: the error is in the step that makes the gradient of that layer. */
export const layerStep: Experiment = {
  id: 'layer-step',
  async test(group) {
    if (group.leaves.length === 1) return lastStep(group);
    const top = await topOf(group);
    if (!top) return null;
    const { all } = group;
    const shared = await sharesError(top, group);
    // Without a right leaf above, only the common error of a matrix and its bias shows that there is one step to blame.
    const isAbove = all.leaves.some((leaf) => !leaf.isWrong && speaks(leaf));
    if (shared === false || (shared === null && (!isAbove || !isOneStep(top)))) return null;
    return stepCause(top, group, shared === true);
  },
};

/** Many matrices without a bias among them are one step only where they are alike (gates, heads, experts). */
function isOneStep(top: readonly LeafEvidence[]): boolean {
  const shapes = new Set(top.map(({ leaf }) => leaf.shape.join()));
  return top.length < 3 || shapes.size === 1 || top.some(({ leaf }) => !isMatrix(leaf));
}

/** One leaf alone is wrong, nothing hangs on the same gradient: its line or the step that leads to it. */
async function lastStep({ leaves, all, zeroing }: Group): Promise<Cause | null> {
  const leaf = leaves[0]!;
  const right: LeafEvidence[] = [];
  for (const other of all.leaves) {
    if (other !== leaf && !other.isWrong && (await zeroing.effect(other, leaf))?.vanishes) right.push(other);
  }
  if (right.length === 0 || all.wrong.length > 1) return null;
  const { name, gradientName } = leaf.leaf;
  return cause(
    'layer-step',
    l10n.t(
      'Only {0} is wrong, and nothing else hangs on it: the error is in its own line or in the step that brings the gradient from {1} down to {2}',
      gradientName,
      list(names(right)),
      name,
    ),
    l10n.t(
      'Look at the lines between those of {0} and {1}, and at {1} itself.',
      list(right.map((other) => other.leaf.gradientName)),
      gradientName,
    ),
    [
      right.length > 1
        ? l10n.t('the whole gradient of {0} passes through {1}, which are right', name, list(names(right)))
        : l10n.t('the whole gradient of {0} passes through {1}, which is right', name, list(names(right))),
    ],
    { at: name },
    'likely',
  );
}

function stepCause(top: LeafEvidence[], { all, leaves }: Group, isShared: boolean): Cause {
  const right = all.leaves.filter((leaf) => !leaf.isWrong);
  const [tops, below] = [names(top), names(leaves.filter((leaf) => !top.includes(leaf)))];
  const values = [
    list(tops),
    linesOf(top, all),
    below.length > 0 ? l10n.t(', and with it {0}', list(below)) : '',
    list(names(right)),
  ];
  const message =
    right.length === 0
      ? l10n.t(
          'Everything is wrong from the output on: the error is in the first step of backward, the derivative of the cost with respect to the output',
        )
      : right.length > 1
        ? l10n.t('The gradient that reaches {0} is wrong{1}{2}; {3} are right', ...values)
        : l10n.t('The gradient that reaches {0} is wrong{1}{2}; {3} is right', ...values);
  return cause(
    'layer-step',
    message,
    right.length === 0
      ? l10n.t('Compare the first lines of backward with the formula of the cost and of the output activation.')
      : l10n.t(
          'Look at the step of backward just before the lines of {0}: the derivative of the activation, the matrix that is multiplied with (and its transpose), a mask, paths that must be added, examples or steps that are left out.',
          list(top.map(({ leaf }) => leaf.gradientName)),
        ),
    [
      ...(right.length > 0 ? [`right: ${list(names(right))}`] : []),
      `wrong: ${list(names(leaves))}`,
      ...(isShared
        ? [
            l10n.t(
              'a matrix and its bias are off by the same factor in each unit, as an error in the gradient they share would make them',
            ),
          ]
        : []),
    ],
    { at: tops.join(',') },
    isShared ? 'certain' : 'likely',
  );
}

/** ' in entries 3 to 5' where the same units are wrong in all top leaves: one gate, one head. */
function linesOf(top: LeafEvidence[], all: Evidence): string {
  const found = top.map((leaf) => wrongLines(leaf, entryStates(leaf, all)));
  const first = found[0];
  if (!first || !found.every((lines) => lines && lines.wrong.join() === first.wrong.join())) return '';
  const word = axisWord(top[0]!, first.axis);
  return l10n.t(' in {0} {1} only (counted from 0)', word === 'entries' ? 'units' : word, ranges(first.wrong));
}

/** Wrong leaves that no other wrong leaf is upstream of; null where right leaves lie below them, or beside them. */
async function topOf({ leaves, all, zeroing }: Group): Promise<LeafEvidence[] | null> {
  const under = new Set<LeafEvidence>();
  for (const leaf of leaves) {
    const effects = await zeroing.effects(leaf);
    if (!effects) continue;
    for (const other of all.leaves) {
      if (other === leaf || !effects[other.index]!.vanishes) continue;
      // Two factors of one product (query and key) each cut off the other.
      const back = await zeroing.effect(other, leaf);
      if (back?.vanishes) continue;
      // Without the one below the one above is right: then the error comes from below, and the order is not known.
      if (back?.agrees && other.isWrong) return null;
      if (!other.isWrong && speaks(other)) return null;
      under.add(other);
    }
  }
  const top = leaves.filter((leaf) => !under.has(leaf));
  if (top.length === 0 || leaves.length < 2) return null;
  for (const leaf of top) {
    const beside = await besideOf(leaf, all, zeroing);
    if (beside.some((other) => !other.isWrong && speaks(other))) return null;
  }
  return top;
}

function speaks({ views }: LeafEvidence): boolean {
  return views.some(({ numeric, error }) => numeric.some((num, i) => Math.abs(num) > 20 * error[i]!));
}

/**
 * With the layers below at zero a layer's inputs are the same for every example, so dW is db times a number in each
 * unit, in backward as in the cost, if both come from one dz. True or false as they do; null where it cannot be asked.
 */
async function sharesError(top: LeafEvidence[], { leaves, all }: Group): Promise<boolean | null> {
  for (const vector of top) {
    const matrix = multipliersOf(vector, all.leaves).find((other) => top.includes(other));
    const below = leaves.filter((leaf) => !top.includes(leaf) && leaf.leaf.shape.filter((n) => n > 1).length > 1);
    if (!matrix || below.length === 0 || all.meter.spent) continue;
    const answer = await sameFactors(vector, matrix, below, all).catch(() => null);
    if (answer !== null) return answer;
  }
  return null;
}

async function sameFactors(
  vector: LeafEvidence,
  matrix: LeafEvidence,
  below: LeafEvidence[],
  all: Evidence,
): Promise<boolean | null> {
  const base = all.points.at(-1)!.slice();
  for (const { leaf } of below) base.fill(0, leaf.offset, leaf.offset + leaf.size);
  const { shape } = matrix.leaf;
  const axis = shape.lastIndexOf(vector.leaf.size);
  if (shape.length !== 2 || axis < 0 || shape[0] === shape[1]) return null;
  const units = Math.min(vector.leaf.size, 12);
  const claimed = await all.meter.claim(base);
  const lines = Array.from({ length: units }, (_, u) => [
    vector.leaf.offset + u,
    ...[...lineOf(shape, axis, u)].slice(0, 6).map((i) => matrix.leaf.offset + i),
  ]);
  const { numeric, error } = await all.meter.slopes(base, lines.flat());
  let [asked, k] = [0, 0];
  const inputs: { value: number; error: number }[] = [];
  for (const line of lines) {
    if (
      !sameInputs(
        line.map((_, at) => ({ num: numeric[k + at]!, error: error[k + at]! })),
        inputs,
        all,
      )
    )
      return null;
    const ratios: { ratio: number; error: number }[] = [];
    for (const flat of line) {
      const [num, e] = [numeric[k]!, error[k]!];
      k++;
      if (Math.abs(num) > 30 * e)
        ratios.push({ ratio: claimed[flat]! / num, error: (4 * e * Math.abs(claimed[flat]! / num)) / Math.abs(num) });
    }
    if (ratios.length < 2) continue;
    asked++;
    const [first, ...rest] = ratios as [(typeof ratios)[0], ...typeof ratios];
    const slack = (all.isFloat32 ? 1e-3 : 1e-5) * (1 + Math.abs(first.ratio));
    if (rest.some(({ ratio, error: e }) => Math.abs(ratio - first.ratio) > e + first.error + slack)) return false;
  }
  return asked >= 2 ? true : null;
}

/** The cost's own dW / db must be the same inputs in every unit, else they are not the same for every example. */
function sameInputs(
  [bias, ...weights]: { num: number; error: number }[],
  inputs: { value: number; error: number }[],
  { isFloat32 }: Evidence,
): boolean {
  if (!bias || Math.abs(bias.num) < 30 * bias.error) return true;
  return weights.every(({ num, error }, at) => {
    const value = num / bias.num;
    const own = (4 * (error + Math.abs(value) * bias.error)) / Math.abs(bias.num);
    const known = inputs[at];
    if (!known) {
      inputs[at] = { value, error: own };
      return true;
    }
    return Math.abs(value - known.value) <= own + known.error + (isFloat32 ? 1e-3 : 1e-5) * (1 + Math.abs(value));
  });
}
