import * as l10n from '@vscode/l10n';
import { say } from '../constants.ts';
import type { Evidence } from '../evidence.ts';
import { agreement, scaled, solve } from '../fit.ts';
import { norm } from '../../vectors.ts';
import { cause } from '../words.ts';
import type { Hypothesis } from './hypothesis.ts';

/** One factor for the whole leaf at each point, but another at another point: a norm, the cost, a rate. */
export const varyingFactor: Hypothesis = {
  id: 'varying-factor',
  test(leaf, all) {
    if (leaf.leaf.size < 4 || leaf.views.length < 2) return null;
    const factors: number[] = [];
    for (const view of leaf.views) {
      const alone = { ...leaf, views: [view] };
      const c = solve(alone, ({ numeric }) => [numeric], all)?.values[0];
      if (c === undefined) return null;
      const { fits, informative } = agreement([view], ({ numeric, error }) => scaled(numeric, error, c), all);
      if (!fits || informative < 4) return null;
      factors.push(c);
    }
    const figures = factors.map(say).join(', ');
    const norms = leaf.views.map(({ analytic }) => norm(analytic));
    if (isSame(norms, all) || isSame(wholeNorms(all), all)) {
      const which = isSame(norms, all) ? leaf.leaf.gradientName : l10n.t('the whole gradient');
      const size = isSame(norms, all) ? norms[0]! : wholeNorms(all)[0]!;
      return cause(
        'elementwise-map',
        l10n.t('{0} points the right way, but {1} is scaled to the norm {2}', leaf.leaf.gradientName, which, say(size)),
        l10n.t(
          'Clip or normalise gradients after backward, where they are used: a check compares what backward itself computes.',
        ),
        [l10n.t('backward / cost is {0} at {1} points, and the norm is the same', figures, factors.length)],
        { map: 'norm', limit: size },
      );
    }
    return cause(
      'varying-factor',
      l10n.t(
        '{0} is the right gradient times one number that changes with the parameters ({1})',
        leaf.leaf.gradientName,
        figures,
      ),
      l10n.t(
        'Look for a factor that is computed from the data: the value of the cost, a norm, a learning rate that decays, a sum that should not be multiplied in.',
      ),
      [l10n.t('one factor fits all entries at each of {0} points, but not the same', factors.length)],
      { factor: factors[0]! },
      'likely',
    );
  },
};

function wholeNorms(all: Evidence): number[] {
  return all.points.map((_, v) => norm(Float64Array.from(all.leaves, ({ views }) => norm(views[v]!.analytic))));
}

function isSame(norms: number[], { isFloat32 }: Evidence): boolean {
  return norms.every((size) => Math.abs(size / norms[0]! - 1) < (isFloat32 ? 1e-5 : 1e-9));
}
