import { sweepBound } from './bound.ts';
import type { CheckContext } from './context.ts';
import { booked } from './context.ts';
import { byResidual } from './fast.ts';
import { judgeLeaf } from './judge.ts';
import type { LeafJudgement } from './judge.ts';
import { leafOf } from './layout.ts';
import type { Elsewhere, Point } from './point.ts';
import { probe, randomDirection } from './probe.ts';
import type { Probe } from './probe.ts';
import type { LeafResult } from './result.ts';
import type { Suspicion } from './suspicion.ts';
import { sweepEntries } from './sweep.ts';
import type { Sweep } from './sweep.ts';
import { medianSize, norm } from './vectors.ts';

/** Every entry of θ, one by one, and the verdict on every leaf. */
export async function exactLeaves(
  context: CheckContext,
  suspicions: Suspicion[],
): Promise<{ leaves: LeafResult[]; sweep: Sweep }> {
  const { layout, point } = context;
  const range: [number, number] = [0, layout.theta.length];
  const sweep = await booked(context, 'sweep', () =>
    sweepEntries(context, point, range, (f) => context.onProgress(0.1 + 0.4 * f)),
  );
  const leaves: LeafResult[] = [];
  for (const suspicion of suspicions) {
    leaves.push(await booked(context, 'again', () => exactLeaf(context, sweep, suspicion)));
  }
  return { leaves, sweep };
}

async function exactLeaf(context: CheckContext, sweep: Sweep, suspicion: Suspicion): Promise<LeafResult> {
  const { layout, point, elsewhere, random } = context;
  const leaf = layout.leaves[suspicion.leaf]!;
  const isFlagged = sweep.flagged.some(({ flat }) => flat >= leaf.offset && flat < leaf.offset + leaf.size);
  let persists = suspicion.nearby[0]?.outcome === 'different';
  if (persists) {
    const next = await elsewhere.at(1);
    const second = next && (await probe(context, next, suspicion.leaf, randomDirection(leaf.size, random)));
    suspicion.nearby.push(second);
    persists = second?.outcome === 'different';
  }
  const known = { isConfirmed: isFlagged && confirms(sweep, leaf.offset, suspicion.here), persists };
  const judged = await judgeLeaf({ surroundings: context, point, sweep, elsewhere }, leaf, known);
  const result = resultOf(context, suspicion, judged);
  if (persists && judged.verdict !== 'wrong') await unmask(context, suspicion, result);
  return result;
}

/** The sweep's quotients add up to the slope that the probe measured: nothing is wrong with the quotients. */
function confirms(sweep: Sweep, offset: number, said: Probe): boolean {
  const start = offset - sweep.from;
  let slope = 0;
  const direction = said.direction();
  const room = new Float64Array(direction.length);
  const size = new Float64Array(direction.length);
  direction.forEach((v, i) => {
    slope += v * sweep.numeric[start + i]!;
    room[i] = v * sweep.floor[start + i]!;
    size[i] = v * sweep.numeric[start + i]!;
  });
  return Math.abs(slope - said.value) <= said.error + norm(room) + 1e-6 * norm(size);
}

/** Backward agrees at θ₀ and not nearby: θ₀ hides the error, so the leaf is swept where it shows. */
async function unmask(context: CheckContext, suspicion: Suspicion, result: LeafResult): Promise<void> {
  const { layout, elsewhere } = context;
  const leaf = layout.leaves[suspicion.leaf]!;
  const point = await elsewhere.at(0);
  if (!point) return;
  const sweep = await sweepEntries(context, point, [leaf.offset, leaf.offset + leaf.size]);
  const others = { at: (k: number): Promise<Point | null> => elsewhere.at(k + 1) } as Pick<Elsewhere, 'at'>;
  const judged = await judgeLeaf({ surroundings: context, point, sweep, elsewhere: others }, leaf, {
    isConfirmed: confirms(sweep, leaf.offset, suspicion.nearby[0]!),
    persists: true,
  });
  if (judged.verdict !== 'wrong') return;
  Object.assign(result, {
    verdict: 'wrong',
    doubt: null,
    entries: judged.entries.sort(byResidual).slice(0, 100),
    wrongEntries: judged.wrongEntries,
    nearby: { theta: point.theta, analytic: point.analytic, sweep: judged.sweep },
  } satisfies Partial<LeafResult>);
}

function resultOf(context: CheckContext, suspicion: Suspicion, judged: LeafJudgement): LeafResult {
  const leaf = context.layout.leaves[suspicion.leaf]!;
  const kinks = judged.entries.some(({ doubt }) => doubt === 'kink');
  return {
    leaf: suspicion.leaf,
    verdict: judged.verdict,
    doubt: judged.verdict === 'correct' && kinks ? 'kink' : judged.doubt,
    sweep: judged.sweep,
    entries: judged.entries.sort(byResidual).slice(0, 100),
    wrongEntries: judged.wrongEntries,
    wrongIsBound: false,
    checkedEntries: leaf.size,
    bound: sweepBound(judged.sweep.error),
    median: medianSize(leafOf(leaf, context.point.analytic)),
    difference: null,
  };
}
