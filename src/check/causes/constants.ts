import * as l10n from '@vscode/l10n';
import type { Layout } from '../../model/target.ts';

/** A constant with the name that explains it. */
export interface Named {
  value: number;
  /** '2', '½', '1/8', '√5': as it is said. */
  name: string;
  /** What it may stand for, where that is known: 'the second dimension of W1'. */
  meaning: string | null;
}

/** Dimensions that the layout shows, with where they occur; the largest set that a factor may be named by. */
function dimensions(layout: Layout): Map<number, string> {
  const found = new Map<number, string>();
  for (const leaf of layout.leaves) {
    for (const length of leaf.shape)
      if (length > 1 && !found.has(length)) found.set(length, l10n.t('a dimension of {0}', leaf.name));
  }
  for (const length of layout.outputShape) if (length > 1) found.set(length, l10n.t('a dimension of the output'));
  return found;
}

/**
 * What a dropout rate makes of a gradient. Most are quotients of small numbers as well, such as a mean over 5 where 4 belong: those
 * are called by the quotient, and what it may be stands beside it.
 */
function* dropoutRates(): Generator<Named> {
  for (const percent of [10, 15, 20, 25, 30, 35, 40, 45, 60, 70]) {
    const p = percent / 100;
    const kept = 100 - percent;
    const shared = [20, 10, 5].find((n) => kept % n === 0) ?? 5;
    const [above, below] = [kept / shared, 100 / shared];
    const [keep, scale] = [`1 − ${p}`, `1/(1 − ${p})`];
    const isPlain = below <= 10;
    yield {
      value: 1 - p,
      name: isPlain ? `${above}/${below}` : keep,
      meaning: l10n.t('a keep probability (dropout rate {0})', p) + (isPlain ? orSizes(above, below) : ''),
    };
    yield {
      value: 1 / (1 - p),
      name: isPlain ? `${below}/${above}` : scale,
      meaning: l10n.t('the scale of inverted dropout at rate {0}', p) + (isPlain ? orSizes(below, above) : ''),
    };
  }
}

const orSizes = (above: number, below: number): string =>
  l10n.t(', or a quotient of two sizes such as {0} and {1}', above, below);

/** Names that a factor may have, simplest first. */
function* candidates(layout: Layout): Generator<Named> {
  const sizes = dimensions(layout);
  const meaning = (n: number) => sizes.get(n) ?? null;
  yield { value: -1, name: '−1', meaning: l10n.t('a sign') };
  for (const n of [2, 3, 4, 10]) {
    yield { value: n, name: `${n}`, meaning: meaning(n) };
    yield { value: 1 / n, name: n === 2 ? '½' : `1/${n}`, meaning: meaning(n) };
    yield { value: -n, name: `−${n}`, meaning: null };
    yield { value: -1 / n, name: `−1/${n}`, meaning: null };
  }
  const integers = [
    ...new Set([...sizes.keys(), ...Array.from({ length: 127 }, (_, i) => i + 2), 200, 256, 500, 512, 1000, 1024]),
  ];
  for (const n of integers) {
    yield { value: n, name: `${n}`, meaning: meaning(n) ?? l10n.t('the number of examples or steps?') };
    yield { value: 1 / n, name: `1/${n}`, meaning: meaning(n) ?? l10n.t('one over the number of examples or steps?') };
  }
  for (const n of integers) {
    yield { value: -n, name: `−${n}`, meaning: meaning(n) };
    yield { value: -1 / n, name: `−1/${n}`, meaning: meaning(n) };
  }
  for (const n of integers.filter((n) => n <= 1024)) {
    yield { value: Math.sqrt(n), name: `√${n}`, meaning: meaning(n) };
    yield { value: 1 / Math.sqrt(n), name: `1/√${n}`, meaning: meaning(n) };
  }
  // ½ of a squared error together with a sum that is taken once for each unit or example.
  for (const n of [...sizes.keys()].filter((size) => size % 2 === 1)) {
    yield { value: n / 2, name: `${n}/2`, meaning: meaning(n) };
    yield { value: 2 / n, name: `2/${n}`, meaning: meaning(n) };
  }
  yield* dropoutRates();
  for (const n of integers.filter((n) => n <= 64)) {
    yield { value: n / (n - 1), name: `${n}/${n - 1}`, meaning: l10n.t('m/(m − 1): a mean over m − 1 instead of m') };
    yield { value: (n - 1) / n, name: `${n - 1}/${n}`, meaning: l10n.t('(m − 1)/m: a mean over m instead of m − 1') };
    yield { value: n * n, name: `${n}²`, meaning: meaning(n) };
    yield { value: 1 / (n * n), name: `1/${n}²`, meaning: meaning(n) };
  }
  for (let a = 2; a <= 16; a++) {
    for (let b = 3; b <= 16; b++) {
      // A factor of 1 is none.
      if (a === b) continue;
      yield { value: a / b, name: `${a}/${b}`, meaning: null };
      yield { value: -a / b, name: `−${a}/${b}`, meaning: null };
    }
  }
}

/** The simplest name within three standard deviations of c; null where none is near or the constant is too vague. */
export function nameFactor(c: number, deviation: number, layout: Layout): Named | null {
  const reach = 3 * deviation + 2e-6 * Math.abs(c);
  if (reach > 0.02 * Math.abs(c)) return null;
  for (const candidate of candidates(layout)) if (Math.abs(c - candidate.value) <= reach) return candidate;
  const rounded = Number(c.toPrecision(2));
  return Math.abs(c - rounded) <= reach
    ? { value: rounded, name: `${rounded}`.replace('-', '−'), meaning: null }
    : null;
}

/** A number for a sentence: three digits, a true minus. */
export function say(x: number): string {
  const text =
    x === 0 ? '0' : Math.abs(x) < 1e-3 || Math.abs(x) >= 1e5 ? x.toExponential(2) : `${Number(x.toPrecision(4))}`;
  return text.replace('-', '−');
}
