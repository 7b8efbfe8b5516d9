import { lookAt } from './look.ts';
import type { Elsewhere } from './point.ts';
import type { Surroundings } from './sweep.ts';

/** What two or three jittered points say about an entry that disagrees at θ₀. */
export type Persistence = 'wrong' | 'agrees' | 'unsure';

const pointLimit = 3;

/**
 * Looks at entries again at two jittered points, and at a third where those differ. A bug stays a bug nearby; what a
 * kink or a special value did at θ₀ does not. Without a jittered point nothing can be said.
 */
export async function persistence(
  surroundings: Surroundings,
  elsewhere: Pick<Elsewhere, 'at'>,
  flats: number[],
): Promise<Map<number, Persistence>> {
  const counts = new Map(flats.map((flat) => [flat, { wrong: 0, agrees: 0 }]));
  let open = flats;
  for (let k = 0; k < pointLimit && open.length > 0; k++) {
    const point = await elsewhere.at(k);
    if (!point) continue;
    for (const { flat, outcome } of await lookAt(surroundings, point, open)) {
      if (outcome === 'different') counts.get(flat)!.wrong++;
      else if (outcome === 'agrees' || outcome === 'kink') counts.get(flat)!.agrees++;
    }
    open = open.filter((flat) => counts.get(flat)!.wrong < 2 && counts.get(flat)!.agrees < 2);
  }
  return new Map(flats.map((flat) => [flat, readingOf(counts.get(flat)!)]));
}

function readingOf({ wrong, agrees }: { wrong: number; agrees: number }): Persistence {
  if (wrong >= 2) return 'wrong';
  return agrees >= 2 || (agrees > 0 && wrong === 0) ? 'agrees' : 'unsure';
}
