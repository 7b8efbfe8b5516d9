import { probeBound } from './bound.ts';
import type { CheckContext } from './context.ts';
import { booked } from './context.ts';
import { leafOf } from './layout.ts';
import { localise } from './localise.ts';
import type { Probe } from './probe.ts';
import type { Resolved } from './resolve.ts';
import type { EntryResult, LeafResult } from './result.ts';
import { probeLeaf, settleSuspicion } from './suspicion.ts';
import type { Suspicion } from './suspicion.ts';
import { medianSize, ulp } from './vectors.ts';

/** Probes every leaf at θ₀ and at one jittered point: the first verdict of every check. */
export function probeAll(context: CheckContext): Promise<Suspicion[]> {
  return booked(context, 'probes', async () => {
    const suspicions: Suspicion[] = [];
    for (const [l, leaf] of context.layout.leaves.entries()) {
      if (leaf.size > 0) suspicions.push(await probeLeaf(context, context.point, context.elsewhere, l, context.random));
    }
    return suspicions;
  });
}

/** The verdict on one leaf by probes alone; a wrong leaf is localised. */
export async function fastLeaf(context: CheckContext, suspicion: Suspicion): Promise<LeafResult> {
  if (suspicion.verdict !== 'correct') {
    await booked(context, 'probes', () => settleSuspicion(context, context.elsewhere, suspicion, context.random));
  }
  const leaf = context.layout.leaves[suspicion.leaf]!;
  const result: LeafResult = {
    leaf: suspicion.leaf,
    verdict: suspicion.verdict === 'unsure' ? 'inconclusive' : suspicion.verdict,
    doubt: doubtOf(suspicion),
    sweep: null,
    entries: [],
    wrongEntries: 0,
    wrongIsBound: false,
    checkedEntries: 0,
    bound: probeBound([suspicion.here, ...suspicion.nearby]),
    median: medianSize(leafOf(leaf, context.point.analytic)),
    difference: null,
  };
  if (suspicion.verdict === 'wrong') await addPlaces(context, suspicion, result);
  // Kinks inside wide steps (float32, a noisy cost) can fool three probes; a bug shows in some entry as well.
  if (suspicion.verdict === 'wrong' && hasWideSteps(context) && result.wrongEntries === 0) {
    Object.assign(result, {
      verdict: 'inconclusive',
      doubt: 'not-smooth',
      wrongIsBound: false,
    } satisfies Partial<LeafResult>);
    delete result.region;
  }
  return result;
}

function hasWideSteps({ scale }: CheckContext): boolean {
  return scale.isFloat32 || scale.sigma > 1e3 * ulp(scale.cost);
}

async function addPlaces(context: CheckContext, suspicion: Suspicion, result: LeafResult): Promise<void> {
  const place = await placeOf(context, suspicion);
  if (!place) return;
  const located = await booked(context, 'localise', () => localise(context, place.point, place.probe, context.random));
  const wrong = located.looked.filter(({ outcome }) => outcome === 'different');
  result.entries = wrong.map(wrongEntry).sort(byResidual).slice(0, 100);
  result.wrongEntries = wrong.length;
  result.wrongIsBound = !located.isComplete;
  result.checkedEntries = located.looked.length;
  result.region = located.region;
  if (suspicion.isMasked) {
    result.nearby = { theta: place.point.theta, analytic: place.point.analytic, sweep: null };
  }
}

/** The point and the probe that show the error: θ₀ if it does, else the first jittered point that does. */
async function placeOf(
  context: CheckContext,
  suspicion: Suspicion,
): Promise<{ point: CheckContext['point']; probe: Probe } | null> {
  if (suspicion.here.outcome === 'different') return { point: context.point, probe: suspicion.here };
  const k = suspicion.nearby.findIndex((other) => other?.outcome === 'different');
  const point = k < 0 ? null : await context.elsewhere.at(k);
  return point ? { point, probe: suspicion.nearby[k]! } : null;
}

function doubtOf(suspicion: Suspicion): LeafResult['doubt'] {
  const { here, verdict } = suspicion;
  if (verdict === 'wrong') return null;
  if (verdict === 'correct') return here.outcome === 'agrees' && !here.isBlind ? null : 'kink';
  if (here.outcome === 'no-value') return 'fault';
  return here.slopes ? 'kink' : 'not-smooth';
}

export function wrongEntry({ flat, claimed, numeric, error, slopes }: Resolved): EntryResult {
  return { flat, analytic: claimed, numeric, error, verdict: 'wrong', doubt: null, slopes };
}

/** Worst first; what is not a number is worst of all. */
export function byResidual(a: EntryResult, b: EntryResult): number {
  return residualOf(b) - residualOf(a);
}

function residualOf({ analytic, numeric }: EntryResult): number {
  const residual = Math.abs(analytic - numeric);
  return Number.isNaN(residual) ? Number.MAX_VALUE : Math.min(residual, Number.MAX_VALUE);
}
