import type { Site } from '../model/facts.ts';

/** A site before the choice: how much the statement computes decides between several for one gradient. */
export interface SiteCandidate {
  site: Site;
  /** 2 and more computes, 1 takes a part, 0 only makes room (`zeros(W)`) or renames. */
  weight: number;
  /** The parameter itself is changed instead of a gradient being kept. */
  isUpdate?: boolean;
}

/**
 * One site for each gradient: the first of those that compute most. Updates of a parameter count only where the
 * body keeps no gradient for the same parameter.
 */
export function thinSites(candidates: readonly SiteCandidate[]): Site[] {
  const best = new Map<string, SiteCandidate>();
  for (const candidate of candidates) {
    const key = `${candidate.isUpdate ? 'update ' : ''}${candidate.site.gradient}`;
    const before = best.get(key);
    if (!before || candidate.weight > before.weight) best.set(key, candidate);
  }
  const chosen = [...best.values()];
  const computed = new Set(
    chosen.flatMap((one) => (one.isUpdate || one.weight === 0 ? [] : [singular(one.site.parameter)])),
  );
  const kept = chosen.filter((one) => !one.isUpdate || !computed.has(singular(one.site.parameter)));
  const parameters = new Map<string, number>();
  for (const { site, weight } of kept) {
    const key = singular(site.parameter);
    parameters.set(key, Math.max(parameters.get(key) ?? 0, weight));
  }
  return kept
    .filter((one) => one.weight > 0 || parameters.get(singular(one.site.parameter)) === 0)
    .map((one) => one.site);
}

function singular(parameter: string | null): string {
  return (parameter ?? '').toLowerCase().replace(/(?:es|s)$/, '');
}
