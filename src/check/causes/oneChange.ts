import * as l10n from '@vscode/l10n';
import type { Culprit } from '../../model/culprit.ts';
import type { Cause } from '../../model/report.ts';
import type { Layout } from '../../model/target.ts';
import type { CheckResult } from '../result.ts';
import type { Explanation } from './explain.ts';
import { several } from './headline.ts';
import { cause, list } from './words.ts';

/**
 * What was found by undoing the mistake, in words: the cause where none is known, and the place in front of the advice of one that
 * is.
 */
export function withCulprits(
  { overall, leaves }: Explanation,
  { layout, leaves: results }: CheckResult,
  culprits: readonly Culprit[],
): Explanation {
  const wrong = results.filter(({ verdict }) => verdict === 'wrong').map(({ leaf }) => leaf);
  const told = leaves.map((own, leaf) => {
    const culprit = culprits.find((one) => one.leaves.includes(leaf));
    return culprit ? toldOf(own, culprit, layout) : own;
  });
  const [first, ...more] = culprits;
  if (!first || !overall) return { overall, leaves: told };
  const isOpen = overall.id === 'unknown' || overall.id === 'several';
  if (more.length === 0 && first.leaves.length === wrong.length)
    return { overall: toldOf(isOpen ? null : overall, first, layout), leaves: told };
  const isExplained = wrong.every((leaf) => culprits.some((one) => one.leaves.includes(leaf)));
  return {
    overall: isExplained && isOpen ? several(culprits.map((one) => oneChange(one, layout))) : overall,
    leaves: told,
  };
}

function toldOf(own: Cause | null, culprit: Culprit, layout: Layout): Cause {
  return own === null || own.id === 'unknown' ? oneChange(culprit, layout) : placed(own, culprit);
}

function oneChange(culprit: Culprit, layout: Layout): Cause {
  const { leaves, was, now, place } = culprit;
  const gradientNames = leaves.map((leaf) => layout.leaves[leaf]!.gradientName);
  return cause(
    'one-change',
    gradientNames.length === 1
      ? l10n.t(
          'Line {0} is to blame: with {1} instead of {2}, {3} is right',
          place.line,
          code(now),
          code(was),
          gradientNames[0]!,
        )
      : l10n.t(
          'Line {0} is to blame: with {1} instead of {2}, {3} are right',
          place.line,
          code(now),
          code(was),
          list(gradientNames),
        ),
    l10n.t('Derive that line again; the change shows what is missing there, not necessarily how you would write it.'),
    [
      l10n.t(
        'with this one change backward agrees with the cost at the checked point and at two nearby, and nothing else changes',
      ),
    ],
    change(culprit),
  );
}

function placed(own: Cause, culprit: Culprit): Cause {
  const { place, was, now } = culprit;
  const words = l10n.t('Line {0}: with {1} instead of {2} it is right.', place.line, code(now), code(was));
  return { ...own, advice: `${words} ${own.advice}`, constants: { ...own.constants, ...change(culprit) } };
}

/** The change as data, for whoever offers to make it. */
function change({ place: { line, column }, was, now }: Culprit): Cause['constants'] {
  return { line, column, was, now };
}

const longest = 80;

/** A piece of the user's text on one line, cut where it is long. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `“${line.length > longest ? `${line.slice(0, longest - 1)}…` : line}”`;
}
