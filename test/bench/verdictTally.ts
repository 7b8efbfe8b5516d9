/** Counts that worker threads send and the table reads: key → [hits, tries], and figures of which the largest counts. */
export interface Tally {
  counts: Record<string, [number, number]>;
  figures: Record<string, number[]>;
  /** A few words for each miss, for whoever wants to look into it. */
  misses: Record<string, string[]>;
}

export const emptyTally = (): Tally => ({ counts: {}, figures: {}, misses: {} });

export function count(tally: Tally, key: string, isHit: boolean, note?: string): void {
  const entry = (tally.counts[key] ??= [0, 0]);
  entry[1]++;
  if (isHit) entry[0]++;
  else if (note) (tally.misses[key] ??= []).push(note);
}

export function figure(tally: Tally, key: string, value: number): void {
  (tally.figures[key] ??= []).push(value);
}

export function merge(into: Tally, from: Tally): void {
  for (const [key, [hits, tries]] of Object.entries(from.counts)) {
    const entry = (into.counts[key] ??= [0, 0]);
    entry[0] += hits;
    entry[1] += tries;
  }
  for (const [key, values] of Object.entries(from.figures)) (into.figures[key] ??= []).push(...values);
  for (const [key, notes] of Object.entries(from.misses)) (into.misses[key] ??= []).push(...notes);
}
