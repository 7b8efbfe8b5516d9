import type { Elsewhere, Point } from './point.ts';
import { probe, randomDirection } from './probe.ts';
import type { Probe } from './probe.ts';
import type { Random } from './random.ts';
import type { Surroundings } from './sweep.ts';

/** What probes say about one leaf: the fast verdict. */
export interface Suspicion {
  leaf: number;
  here: Probe;
  /** At jittered points; null where there is none. More than one only where something disagreed. */
  nearby: (Probe | null)[];
  verdict: 'correct' | 'wrong' | 'unsure';
  /** Wrong at jittered points only: θ₀ hides it. */
  isMasked: boolean;
}

const nearbyLimit = 3;

/** Probes one leaf at θ₀ and at one jittered point: 8 costs where all is smooth. */
export async function probeLeaf(
  surroundings: Surroundings,
  point: Point,
  elsewhere: Elsewhere,
  leaf: number,
  random: Random,
): Promise<Suspicion> {
  const size = surroundings.layout.leaves[leaf]!.size;
  const here = await probe(surroundings, point, leaf, randomDirection(size, random));
  const suspicion: Suspicion = { leaf, here, nearby: [], verdict: 'correct', isMasked: false };
  await probeNearby(surroundings, elsewhere, suspicion, random);
  if (isClear(here) && suspicion.nearby.every((other) => other === null || isClear(other))) return suspicion;
  suspicion.verdict = 'unsure';
  return suspicion;
}

/** Probes a suspicious leaf at further jittered points: wrong where two of them disagree. */
export async function settleSuspicion(
  surroundings: Surroundings,
  elsewhere: Elsewhere,
  suspicion: Suspicion,
  random: Random,
): Promise<void> {
  const isOpen = () =>
    countOf(suspicion, 'different') < 2 && (canStillBeWrong(suspicion) || !suspicion.nearby.some(isClear));
  while (suspicion.nearby.length < nearbyLimit && isOpen()) {
    await probeNearby(surroundings, elsewhere, suspicion, random);
  }
  if (countOf(suspicion, 'different') >= 2) {
    suspicion.verdict = 'wrong';
    suspicion.isMasked = isClean(suspicion.here);
  } else if (suspicion.here.outcome !== 'different' || suspicion.here.slopes) {
    // Not smooth here, but backward is right all around: a kink.
    suspicion.verdict = suspicion.nearby.some(isClear) ? 'correct' : 'unsure';
  }
}

/** Agrees, and closely enough to mean something. */
function isClear(said: Probe | null): boolean {
  return said !== null && said.outcome === 'agrees' && !said.isBlind;
}

function isClean(said: Probe): boolean {
  return said.outcome === 'agrees' || said.outcome === 'kink';
}

function canStillBeWrong(suspicion: Suspicion): boolean {
  const left = nearbyLimit - suspicion.nearby.length;
  return left > 0 && countOf(suspicion, 'different') + left >= 2;
}

function countOf(suspicion: Suspicion, outcome: Probe['outcome']): number {
  return suspicion.nearby.filter((other) => other?.outcome === outcome).length;
}

async function probeNearby(
  surroundings: Surroundings,
  elsewhere: Elsewhere,
  suspicion: Suspicion,
  random: Random,
): Promise<void> {
  const point = await elsewhere.at(suspicion.nearby.length);
  const size = surroundings.layout.leaves[suspicion.leaf]!.size;
  suspicion.nearby.push(point ? await probe(surroundings, point, suspicion.leaf, randomDirection(size, random)) : null);
}
