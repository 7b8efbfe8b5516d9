import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { say } from '../constants.ts';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { agreement, solve } from '../fit.ts';
import type { Prediction } from '../fit.ts';
import { cause, everywhere, repeated } from '../words.ts';
import { factorCause, factorMessage } from './constantFactor.ts';
import { nameFactor } from '../constants.ts';
import type { Hypothesis } from './hypothesis.ts';

function sum(view: View, c: number, k: number, of: (theta: number) => number): Prediction {
  return {
    value: view.numeric.map((num, i) => c * num + k * of(view.theta[i]!)),
    error: view.error.map((e) => Math.abs(c) * e),
  };
}

/** Right but for a multiple of the parameter itself (L2) or of its sign (L1): analytic = numeric + k·θ. */
export const weightDecay: Hypothesis = {
  id: 'weight-decay',
  test(leaf, all) {
    if (isInputBesideParameters(leaf, all)) return null;
    for (const [term, of] of [
      ['', (x: number) => x],
      [l10n.t('sign of '), Math.sign],
    ] as const) {
      if (term !== '' && !hasBothSigns(leaf)) continue;
      const solution = solve(
        leaf,
        (view) => [view.theta.map(of)],
        all,
        (view) => view.numeric,
      );
      if (!solution) continue;
      const [k, deviation] = [solution.values[0]!, solution.deviations[0]!];
      const { fits, informative } = agreement(leaf.views, (view) => sum(view, 1, k, of), all);
      if (fits && informative >= 3 && Math.abs(k) > 5 * deviation) return decayCause(leaf, all, k, deviation, term);
    }
    return null;
  },
};

/** Decay pulls on weights: beside them, nobody regularises what a layer is given. */
function isInputBesideParameters({ leaf }: LeafEvidence, { leaves }: Evidence): boolean {
  return leaf.role === 'input' && leaves.some((other) => other.leaf.role === 'parameter');
}

/** With one sign only, a multiple of the sign is nothing but a constant; with one entry of a sign, it may be one by chance. */
function hasBothSigns({ views }: LeafEvidence): boolean {
  const count = (sign: number): number => views[0]!.theta.filter((x) => Math.sign(x) === sign).length;
  return count(1) > 1 && count(-1) > 1;
}

function decayCause(leaf: LeafEvidence, all: Evidence, k: number, deviation: number, term: string): Cause {
  const { name, gradientName, isUpdate } = leaf.leaf;
  // The words around it say which way it goes.
  const amount = nameFactor(Math.abs(k), deviation, all.layout)?.name ?? say(Math.abs(k));
  const message =
    k < 0
      ? l10n.t('{0} lacks {1} × {2}{3} (a weight-decay term), {4}', gradientName, amount, term, name, everywhere(leaf))
      : l10n.t(
          '{0} has {1} × {2}{3} too much (a weight-decay term), {4}',
          gradientName,
          amount,
          term,
          name,
          everywhere(leaf),
        );
  const advice =
    k < 0
      ? l10n.t(
          'The cost has a regularisation term of {0} whose derivative is missing, too small or has the wrong sign in backward: look for λ·{0} (or λ/m·{0}).',
          name,
        )
      : isUpdate
        ? l10n.t(
            '{0} is set where it should be changed (= where += or −= belongs), or the update takes away more λ·{0} than the cost has.',
            name,
          )
        : l10n.t(
            'Backward adds more λ·{0} than the cost has: a term that the cost lacks, a missing 1/m, or a ½ that was forgotten.',
            name,
          );
  return cause(
    'weight-decay',
    message,
    advice,
    [l10n.t('backward − cost = {0} ± {1} times {2}{3}; {4}', say(k), say(deviation), term, name, repeated(leaf))],
    { k, of: name, ...(term ? { norm: 'L1' } : { norm: 'L2' }) },
  );
}

/** The data term has a wrong factor, the decay term has not (or the other way round): c · numeric + k·θ. */
export const factorBesideDecay: Hypothesis = {
  id: 'constant-factor',
  test(leaf, all) {
    if (isInputBesideParameters(leaf, all)) return null;
    const solution = solve(leaf, (view) => [view.numeric, view.theta], all);
    if (!solution || leaf.views.length < 2) return null;
    const named = nameFactor(solution.values[0]!, solution.deviations[0]!, all.layout);
    const [c, k] = [named?.value ?? solution.values[0]!, solution.values[1]!];
    const { fits, informative } = agreement(leaf.views, (view) => sum(view, c, k, (x) => x), all);
    if (!fits || informative < (named ? 4 : 6)) return null;
    const { name } = leaf.leaf;
    if (Math.abs(c) < 1e-6) {
      return cause(
        'data-term-missing',
        l10n.t('{0} is {1} × {2} and nothing else, {3}', leaf.leaf.gradientName, say(k), name, everywhere(leaf)),
        l10n.t('Only the weight-decay term arrives: look for a gradient that is overwritten instead of added to.'),
        [`backward = ${say(k)} × ${name}; ${repeated(leaf)}`],
        { k, of: name },
      );
    }
    const found = factorCause(leaf, all, c, solution.deviations[0]!, [
      l10n.t(
        'backward = {0} × cost {1} {2} × {3}: the weight-decay term does not have that factor',
        say(c),
        k < 0 ? '−' : '+',
        say(Math.abs(k)),
        name,
      ),
    ]);
    return {
      ...found,
      message: factorMessage(leaf, all, c, solution.deviations[0]!, true),
      constants: { ...found.constants, decay: k, of: name },
    };
  },
};
