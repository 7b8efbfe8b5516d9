import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { nameFactor, say } from '../constants.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { agreement, scaled, solve } from '../fit.ts';
import { multiIndex } from '../../layout.ts';
import { cause, repeated } from '../words.ts';
import { axisWord, lineOf, lineWord, ranges } from './lines.ts';
import type { Hypothesis } from './hypothesis.ts';

export type EntryState = 'right' | 'wrong' | 'blank';

/** Every entry over all views: wrong where it differs anywhere, right where it agrees everywhere and says something. */
export function entryStates(leaf: LeafEvidence, all: Evidence): EntryState[] {
  const factor = all.isFloat32 ? 4 : 3;
  const states: EntryState[] = new Array<EntryState>(leaf.leaf.size).fill('blank');
  for (const view of leaf.views) {
    const largest = view.analytic.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
    for (let i = 0; i < states.length; i++) {
      const [a, num] = [view.analytic[i]!, view.numeric[i]!];
      const tolerance =
        factor * view.error[i]! + (all.isFloat32 ? 4e-6 * Math.abs(a) + 1e-6 * largest : 1e-8 * Math.abs(a));
      if (!Number.isFinite(num) || !Number.isFinite(tolerance)) continue;
      if (Math.abs(a - num) > tolerance) states[i] = 'wrong';
      else if (states[i] === 'blank' && Math.max(Math.abs(a), Math.abs(num)) > 4 * tolerance) states[i] = 'right';
    }
  }
  return states;
}

/** Lines along one axis that are wrong throughout while the others are right throughout; null where they mix. */
export function wrongLines(
  leaf: LeafEvidence,
  states: EntryState[],
): { axis: number; wrong: number[]; right: number[] } | null {
  for (const axis of leaf.leaf.shape.keys()) {
    const [wrong, right]: number[][] = [[], []];
    let mixed = false;
    for (let at = 0; at < leaf.leaf.shape[axis]!; at++) {
      const line = lineOf(leaf.leaf.shape, axis, at);
      const hasWrong = line.some((i) => states[i] === 'wrong');
      const hasRight = line.some((i) => states[i] === 'right');
      mixed ||= hasWrong && hasRight;
      if (hasWrong) wrong!.push(at);
      else if (hasRight) right!.push(at);
    }
    if (!mixed && wrong!.length > 0 && right!.length > 0) return { axis, wrong: wrong!, right: right! };
  }
  return null;
}

/** Some rows, columns or entries are left out or have a factor of their own; all others are right. */
export const partial: Hypothesis = {
  id: 'partial',
  test(leaf, all) {
    if (leaf.leaf.size < 2) return null;
    const states = entryStates(leaf, all);
    const rights = states.filter((state) => state === 'right').length;
    // What was found wrong at another point than those that are looked at here has left no trace in them.
    if (rights === 0 || !states.includes('wrong')) return null;
    const found = wrongLines(leaf, states);
    const lines = found && isMeasured(leaf, states, found) ? found : null;
    const entries = states.flatMap((state, i) => (state === 'wrong' ? [i] : []));
    const part: Part = lines
      ? {
          name: l10n.t(
            '{0} {1} (counted from 0)',
            lines.wrong.length === 1 ? lineWord(leaf, lines.axis) : axisWord(leaf, lines.axis),
            ranges(lines.wrong),
          ),
          isOne: lines.wrong.length === 1,
        }
      : entriesPart(leaf, entries);
    const count = lines ? lines.right.length : rights;
    const constants: Cause['constants'] = lines
      ? { axis: lines.axis, wrong: lines.wrong.slice(0, 24).join(',') }
      : { entries: entries.slice(0, 24).join(',') };
    const because = explained(leaf, entries, all);
    if (because)
      return partialCause(
        leaf,
        part,
        because,
        l10n.t('all others that say anything ({0}) are right', count),
        constants,
      );
    const bound = boundOf(leaf, all);
    if (bound !== null) return branchCause(leaf, bound, entries.length);
    // Without a reason, only a few entries in an otherwise right array are a finding.
    if (entries.length > Math.max(1, states.length / 8) || entries.length > rights) return null;
    if (all.wrong.length > 1 && entries.length > 1 && 8 * entries.length > rights) return null;
    return partialCause(leaf, part, { what: l10n.t('wrong') }, l10n.t('all others ({0}) are right', rights), constants);
  },
};

/** One measured entry of a long line does not speak for the line. */
function isMeasured({ leaf }: LeafEvidence, states: EntryState[], lines: { axis: number; wrong: number[] }): boolean {
  return lines.wrong.some((at) => {
    const line = lineOf(leaf.shape, lines.axis, at);
    return line.length === 1 || line.filter((i) => states[i] !== 'blank').length > 1;
  });
}

/** The one size that the cost's gradient has in just the wrong entries, as beyond a bound; null where there is none. */
function boundOf(leaf: LeafEvidence, all: Evidence): number | null {
  const [wrong, right]: number[][] = [[], []];
  for (const view of leaf.views) {
    entryStates({ ...leaf, views: [view] }, all).forEach((state, i) => {
      if (state !== 'blank') (state === 'wrong' ? wrong! : right!).push(Math.abs(view.numeric[i]!));
    });
  }
  const size = Math.max(...wrong!);
  const reach = (all.isFloat32 ? 1e-3 : 1e-5) * size;
  const isOne = wrong!.length >= 3 && wrong!.every((x) => size - x < reach);
  const isApart = right!.length >= 3 && right!.every((x) => size - x > 10 * reach);
  return isOne && isApart && new Set(right!.map((x) => x.toPrecision(4))).size >= 3 ? size : null;
}

function branchCause(leaf: LeafEvidence, bound: number, count: number): Cause {
  return cause(
    'partial',
    l10n.t(
      "{0} is wrong in just the entries in which the cost's gradient has the size {1}, its largest: beyond a bound; everything else is right",
      leaf.leaf.gradientName,
      say(bound),
    ),
    l10n.t(
      'Look at the branch of backward for values beyond that bound (np.where, an if, a clip, a margin): its formula, its sign, and whether it is there at all.',
    ),
    [l10n.t('{0} of {1} entries', count, leaf.leaf.size), repeated(leaf)],
    { bound },
  );
}

interface Reason {
  what: string;
  factor?: number;
}

/** What the wrong entries have in common: zero, or one factor. */
function explained(leaf: LeafEvidence, entries: number[], all: Evidence): Reason | null {
  const isZero = leaf.views.every(({ analytic }) => entries.every((i) => analytic[i] === 0));
  const only: LeafEvidence = {
    ...leaf,
    views: leaf.views.map((view) => ({
      theta: Float64Array.from(entries, (i) => view.theta[i]!),
      analytic: Float64Array.from(entries, (i) => view.analytic[i]!),
      numeric: Float64Array.from(entries, (i) => view.numeric[i]!),
      error: Float64Array.from(entries, (i) => view.error[i]!),
    })),
  };
  if (isZero) return { what: '0', factor: 0 };
  const decay = solve(only, (view) => [view.theta], all)?.values[0] ?? 0;
  if (decay > 0) {
    const rest = agreement(only.views, (view) => scaled(view.theta, view.error, decay), all);
    if (rest.fits && rest.informative >= 4) return { what: l10n.t('nothing but the weight-decay term'), factor: 0 };
  }
  const solution = solve(only, (view) => [view.numeric], all);
  const named = solution && nameFactor(solution.values[0]!, solution.deviations[0]!, all.layout);
  const c = named?.value ?? solution?.values[0];
  if (c === undefined) return null;
  const { fits, informative } = agreement(only.views, (view) => scaled(view.numeric, view.error, c), all);
  return fits && informative >= (named ? 2 : 4)
    ? { what: l10n.t('{0} × what the cost says', named?.name ?? say(c)), factor: c }
    : null;
}

/** What a gradient has wrong, as the sentence about it begins. */
interface Part {
  name: string;
  isOne: boolean;
}

/** A few entries are named, many are counted. */
function entriesPart(leaf: LeafEvidence, entries: number[]): Part {
  const names = entries.slice(0, 4).map((i) => `[${multiIndex(leaf.leaf.shape, i).join(',')}]`);
  const [wrong, size] = [entries.length, leaf.leaf.size].map((count) => count.toLocaleString('en')) as [string, string];
  const isNamed = entries.length <= names.length;
  return { name: isNamed ? names.join(', ') : l10n.t('{0} of {1} entries', wrong, size), isOne: entries.length === 1 };
}

function partialCause(
  leaf: LeafEvidence,
  part: Part,
  reason: Reason,
  rest: string,
  constants: Cause['constants'],
): Cause {
  const { gradientName } = leaf.leaf;
  return cause(
    'partial',
    part.isOne
      ? l10n.t('{0}: {1} is {2}; everything else is right', gradientName, part.name, reason.what)
      : l10n.t('{0}: {1} are {2}; everything else is right', gradientName, part.name, reason.what),
    l10n.t(
      'Look for a loop or slice that starts too late or ends too early, an index that is off by one, a mask, or lines that are treated specially.',
    ),
    [rest],
    { ...constants, ...(reason.factor === undefined ? {} : { factor: reason.factor }) },
  );
}

/** The cause of a matrix, for its bias, where just the same units are wrong. */
export function samePart(vector: LeafEvidence, known: Cause, all: Evidence): Cause | null {
  const wrong = entryStates(vector, all).flatMap((state, i) => (state === 'wrong' ? [i] : []));
  if (wrong.join(',') !== String(known.constants['wrong'])) return null;
  const isZero = vector.views.every(({ analytic }) => wrong.every((i) => analytic[i] === 0));
  if (known.constants['factor'] === 0 && !isZero) return null;
  const rights = vector.leaf.size - wrong.length;
  return partialCause(
    vector,
    {
      name:
        wrong.length === 1
          ? l10n.t('entry {0} (counted from 0)', ranges(wrong))
          : l10n.t('entries {0} (counted from 0)', ranges(wrong)),
      isOne: wrong.length === 1,
    },
    { what: isZero ? '0' : l10n.t('wrong'), factor: Number(known.constants['factor'] ?? 1) },
    l10n.t('the others ({0}) are right', rights),
    { axis: 0, wrong: wrong.join(',') },
  );
}
