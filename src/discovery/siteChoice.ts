import type { Site } from '../model/facts.ts';
import { placeParts } from './gradientParameter.ts';

/** A site before the choice: how much the statement computes decides between several for one gradient. */
export interface SiteCandidate {
  site: Site;
  /** 2 and more computes, 1 takes a part, less only takes a value over, 0 makes room (`zeros(W)`). */
  weight: number;
  /** The parameter itself is changed instead of a gradient being kept. */
  isUpdate?: boolean;
  /** The local name whose value is taken over as it is: `self.grads[1][...] = db`. */
  takes?: string;
}

/**
 * One site for each gradient: the first of those that compute most. Updates of a parameter count only where the
 * body keeps no gradient for the same parameter; lines that make room only where nothing else names the gradient.
 */
export function thinSites(candidates: readonly SiteCandidate[]): Site[] {
  const best = new Map<string, SiteCandidate>();
  for (const candidate of candidates) {
    const key = `${candidate.isUpdate ? 'update ' : ''}${candidate.site.gradient}`;
    const before = best.get(key);
    // `dW[-l] = …` in a loop stands for more layers than `dW[-1] = …` before it.
    const isWider = candidate.weight === before?.weight && candidate.site.computed && !before.site.computed;
    if (!before || candidate.weight > before.weight || isWider) best.set(key, candidate);
  }
  const chosen = [...best.values()];
  const computed = strongest(
    chosen.filter((one) => !one.isUpdate),
    (one) => singular(one.site.parameter),
  );
  const named = strongest(chosen, (one) => lastName(one.site));
  return chosen
    .map((one) => whereComputed(one, best))
    .filter((one) =>
      one.isUpdate ? (computed.get(singular(one.site.parameter)) ?? 0) <= 0.3 : one.site.computed || isBest(one, named),
    )
    .map((one) => one.site);
}

/** Where a gradient is only put away under another name (`self.grads[1][...] = db`), the line that computes it counts. */
function whereComputed(one: SiteCandidate, best: ReadonlyMap<string, SiteCandidate>): SiteCandidate {
  const source = one.takes === undefined ? undefined : best.get(one.takes);
  const isSame = source === undefined || lastName(source.site) === lastName(one.site);
  if (isSame || source.weight <= one.weight) return one;
  return { ...one, site: { ...one.site, range: source.site.range }, weight: source.weight };
}

/** A line that makes room, or takes a name over, gives way to one that computes the gradient of the same name. Computed keys stay: they stand for many layers. */
function isBest(one: SiteCandidate, named: ReadonlyMap<string, number>): boolean {
  return one.weight > 0.3 || (named.get(lastName(one.site)) ?? 0) <= one.weight;
}

function strongest(candidates: readonly SiteCandidate[], key: (one: SiteCandidate) => string): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of candidates) found.set(key(one), Math.max(found.get(key(one)) ?? 0, one.weight));
  return found;
}

function lastName(site: Site): string {
  return placeParts(site.gradient).at(-1) ?? site.gradient;
}

function singular(parameter: string | null): string {
  return (parameter ?? '').toLowerCase().replace(/(?:es|s)$/, '');
}
