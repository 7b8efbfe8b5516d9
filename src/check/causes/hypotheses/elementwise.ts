import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import { say } from '../constants.ts';
import type { Evidence, LeafEvidence, View } from '../evidence.ts';
import { agreement } from '../fit.ts';
import { largest, norm, rangeOf } from '../../vectors.ts';
import { cause, everywhere, repeated } from '../words.ts';
import { roundToFloat16 } from './float16.ts';
import type { Hypothesis } from './hypothesis.ts';
import { entryStates } from './partial.ts';

interface Map {
  kind: string;
  of: (x: number) => number;
  /** Largest slope and largest error of the map's own rounding, as a share of |x| and absolute. */
  slope: (x: number) => number;
  /** The whole of what the gradient is. */
  words: () => string;
  advice: () => string;
}

const maps: Map[] = [
  {
    kind: 'abs',
    of: Math.abs,
    slope: () => 1,
    words: () => l10n.t('the absolute value of what the cost says'),
    advice: () => l10n.t('Look for Math.abs, np.abs or a squared and rooted value on the way.'),
  },
  {
    kind: 'relu',
    of: (x) => Math.max(x, 0),
    slope: () => 1,
    words: () => l10n.t('the positive part of what the cost says'),
    advice: () => l10n.t('Look for relu or max(0, ·) applied to a gradient instead of to an activation.'),
  },
  {
    kind: 'negative-part',
    of: (x) => Math.min(x, 0),
    slope: () => 1,
    words: () => l10n.t('the negative part of what the cost says'),
    advice: () => l10n.t('Look for min(·, 0) applied to a gradient.'),
  },
  {
    kind: 'negative-abs',
    of: (x) => -Math.abs(x),
    slope: () => 1,
    words: () => l10n.t('minus the absolute value of what the cost says'),
    advice: () => l10n.t('Look for Math.abs on the way.'),
  },
  {
    kind: 'sign',
    of: Math.sign,
    slope: () => 0,
    words: () => l10n.t('the sign of what the cost says'),
    advice: () => l10n.t('Look for Math.sign or np.sign on the way (sign descent?).'),
  },
  {
    kind: 'square',
    of: (x) => x * x,
    slope: (x) => 2 * Math.abs(x),
    words: () => l10n.t('the square of what the cost says'),
    advice: () => l10n.t('Look for a gradient that is multiplied by itself.'),
  },
  {
    kind: 'inverse',
    of: (x) => 1 / x,
    slope: (x) => 1 / (x * x),
    words: () => l10n.t('one over what the cost says'),
    advice: () => l10n.t('Look for a division by the gradient.'),
  },
];

/** One function of a number was applied to every entry of the right gradient. */
export const elementwiseMap: Hypothesis = {
  id: 'elementwise-map',
  test(leaf, all) {
    // Of entries that are right |x| says as much as x: something wrong must be among those that were measured.
    if (!isVaried(leaf) || !entryStates(leaf, all).includes('wrong')) return null;
    for (const map of maps) {
      const predict = (view: View) => ({
        value: view.numeric.map(map.of),
        error: view.numeric.map((x, i) =>
          map.kind === 'sign' && Math.abs(x) < 3 * view.error[i]! ? Infinity : map.slope(x) * view.error[i]!,
        ),
      });
      const { fits, informative } = agreement(leaf.views, predict, all);
      if (fits && informative >= 3) return mapCause(leaf, map.kind, map.words(), map.advice());
    }
    return clipped(leaf, all) ?? allClipped(leaf, all) ?? rounded(leaf, all);
  },
};

/** A function is known by its values: counts over the number of samples, say, are too few of them to tell one from another. */
function isVaried({ views }: LeafEvidence): boolean {
  const sizes = views.flatMap(({ numeric, error }) =>
    [...numeric].filter((x, i) => Math.abs(x) > 20 * error[i]!).map((x) => Math.abs(x).toPrecision(5)),
  );
  return new Set(sizes).size >= 4;
}

function mapCause(
  leaf: LeafEvidence,
  kind: string,
  what: string,
  advice: string,
  constants: Cause['constants'] = {},
): Cause {
  return cause(
    'elementwise-map',
    l10n.t('{0} is {1}, {2}', leaf.leaf.gradientName, what, everywhere(leaf)),
    advice,
    [repeated(leaf)],
    {
      map: kind,
      ...constants,
    },
  );
}

/** Clipped to ±c, or to c from one side only; c is the largest value that backward ever gives. */
function clipped(leaf: LeafEvidence, all: Evidence): Cause | null {
  const { low, high } = rangeOf(leaf.views.map(({ analytic }) => analytic));
  for (const [floor, ceiling] of [
    [-Math.max(high, -low), Math.max(high, -low)],
    [-Infinity, high],
    [low, Infinity],
    [low, high],
  ] as const) {
    const clip = (x: number) => Math.min(ceiling, Math.max(floor, x));
    const cut = leaf.views.flatMap((view) =>
      [...view.numeric].map((x, i) => Math.abs(clip(x) - x) > 3 * view.error[i]!),
    );
    const { fits, informative } = agreement(
      leaf.views,
      (view) => ({ value: view.numeric.map(clip), error: view.error }),
      all,
    );
    const count = cut.filter(Boolean).length;
    if (!fits || count < 2 || informative < count + 2) continue;
    const limit = Number.isFinite(ceiling) ? ceiling : floor;
    const what = l10n.t('what the cost says, clipped at {0}{1}', floor === -ceiling ? '±' : '', say(limit));
    return mapCause(
      leaf,
      'clip',
      what,
      l10n.t('Clip gradients after backward, where they are used: a check compares what backward itself computes.'),
      { limit },
    );
  }
  return null;
}

/** So tightly clipped that only signs are left: every entry is c or −c. */
function allClipped(leaf: LeafEvidence, all: Evidence): Cause | null {
  const limit = Math.abs(leaf.views[0]!.analytic[0]!);
  const signs = agreement(
    leaf.views,
    ({ numeric, error }) => ({
      value: numeric.map((x) => Math.sign(x) * limit),
      error: error.map((e, i) => (Math.abs(numeric[i]!) < 3 * e || Math.abs(numeric[i]!) < limit ? Infinity : 0)),
    }),
    all,
  );
  if (limit === 0 || !signs.fits || signs.informative < Math.max(4, 0.8 * leaf.leaf.size * leaf.views.length))
    return null;
  const what = l10n.t('what the cost says, clipped at ±{0}', say(limit));
  return mapCause(
    leaf,
    'clip',
    what,
    l10n.t('Clip gradients after backward, where they are used: a check compares what backward itself computes.'),
    { limit },
  );
}

/** Every value that backward gives is a float16 number, or has few decimals. */
function rounded(leaf: LeafEvidence, all: Evidence): Cause | null {
  const every = (test: (x: number) => boolean) => leaf.views.every(({ analytic }) => analytic.every(test));
  const within = (reach: (x: number) => number) =>
    agreement(
      leaf.views,
      (view) => ({ value: view.numeric, error: view.error.map((e, i) => e + reach(view.numeric[i]!) / 2.5) }),
      all,
    ).fits;
  if (every((x) => roundToFloat16(x) === x) && within((x) => Math.abs(x) * 2 ** -11 + 2 ** -25)) {
    return mapCause(
      leaf,
      'float16',
      l10n.t('what the cost says, rounded to float16 (three digits)'),
      l10n.t('Look for a conversion to half precision on the way.'),
    );
  }
  for (let digits = 0; digits <= 6; digits++) {
    if (
      every((x) => Math.abs(Number(x.toFixed(digits)) - x) <= 1e-7 * Math.abs(x)) &&
      within(() => 0.5 * 10 ** -digits)
    ) {
      const what = l10n.t('what the cost says, rounded to {0} decimals', digits);
      return mapCause(leaf, 'round', what, l10n.t('Look for toFixed, Math.round or np.round on the way.'), { digits });
    }
  }
  return null;
}

/** Whether the map that explains one leaf explains another as well, which may be too small to be sure of by itself. */
export function sharesMap(leaf: LeafEvidence, { constants }: Cause, all: Evidence): boolean {
  const limit = Math.abs(Number(constants['limit']));
  const map = maps.find(({ kind }) => kind === constants['map']);
  const of = map?.of ?? (constants['map'] === 'clip' ? (x: number) => Math.max(-limit, Math.min(limit, x)) : null);
  if (of) return agreement(leaf.views, (view) => ({ value: view.numeric.map(of), error: view.error }), all).fits;
  if (constants['map'] !== 'norm') return false;
  return leaf.views.every((view, v) => {
    const whole = all.leaves.map(({ views }) => views[v]!);
    const scale = norm(whole.map(({ analytic }) => norm(analytic))) / norm(whole.map(({ numeric }) => norm(numeric)));
    const predict = () => ({
      value: view.numeric.map((num) => scale * num),
      error: view.error.map((e) => scale * e + 1e-5 * scale * largest(view.numeric)),
    });
    return agreement([view], predict, all).fits;
  });
}
