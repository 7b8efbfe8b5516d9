import type { Doubt, Verdict } from '../model/report.ts';
import type { Leaf } from '../model/target.ts';
import { isPlain } from './look.ts';
import { persistence } from './persist.ts';
import type { Persistence } from './persist.ts';
import type { Elsewhere, Point } from './point.ts';
import { resolveEntries } from './resolve.ts';
import type { Resolved } from './resolve.ts';
import type { EntryResult, LeafSweep } from './result.ts';
import type { Flagged, Surroundings, Sweep } from './sweep.ts';

/** Entries that stand for the plain ones of a leaf when those are looked at again. */
const sampleSize = 3;

/** What the sweep and all that followed say about one leaf. */
export interface LeafJudgement {
  verdict: Verdict;
  doubt: Doubt | null;
  sweep: LeafSweep;
  /** All entries that are wrong or doubtful. */
  entries: EntryResult[];
  wrongEntries: number;
}

export interface JudgeContext {
  surroundings: Surroundings;
  point: Point;
  sweep: Sweep;
  elsewhere: Pick<Elsewhere, 'at'>;
}

const correctCode = 0;
const wrongCode = 1;
const inconclusiveCode = 2;

/**
 * Decides on every flagged entry of one leaf. `isConfirmed`: a probe over the whole leaf measured the same slope as
 * the sweep's quotients add up to, so they need no second look. `persists`: probes found the leaf wrong at two jittered
 * points already.
 */
export async function judgeLeaf(
  context: JudgeContext,
  leaf: Leaf,
  known: { isConfirmed: boolean; persists: boolean },
): Promise<LeafJudgement> {
  const { sweep } = context;
  const begin = leaf.offset - sweep.from;
  const result: LeafSweep = {
    numeric: sweep.numeric.slice(begin, begin + leaf.size),
    error: sweep.floor.slice(begin, begin + leaf.size),
    verdict: new Uint8Array(leaf.size),
  };
  const flagged = sweep.flagged.filter(({ flat }) => flat >= leaf.offset && flat < leaf.offset + leaf.size);
  const judged = await judgeFlagged(context, flagged, known);
  for (const entry of judged) {
    const i = entry.flat - leaf.offset;
    result.numeric[i] = entry.numeric;
    result.error[i] = entry.error;
    result.verdict[i] =
      entry.verdict === 'wrong' ? wrongCode : entry.verdict === 'correct' ? correctCode : inconclusiveCode;
  }
  const wrongEntries = judged.filter((entry) => entry.verdict === 'wrong').length;
  const open = judged.find((entry) => entry.verdict === 'inconclusive');
  const entries = judged.filter((entry) => entry.verdict !== 'correct' || entry.doubt !== null);
  const verdict = wrongEntries > 0 ? 'wrong' : open ? 'inconclusive' : 'correct';
  return { verdict, doubt: verdict === 'inconclusive' ? open!.doubt : null, sweep: result, entries, wrongEntries };
}

async function judgeFlagged(
  context: JudgeContext,
  flagged: Flagged[],
  known: { isConfirmed: boolean; persists: boolean },
): Promise<EntryResult[]> {
  if (flagged.length === 0) return [];
  const { surroundings, point, sweep, elsewhere } = context;
  const residual = (flat: number) => Math.abs(sweep.numeric[flat - sweep.from]! - point.analytic[flat]!);
  const plain = flagged.filter(({ flat, bend }) => isPlain(residual(flat), sweep.floor[flat - sweep.from]!, bend));
  const isPlainFlat = new Set(plain.map(({ flat }) => flat));
  const unclear = flagged.filter(({ flat }) => !isPlainFlat.has(flat)).map(({ flat }) => flat);
  const sample = known.isConfirmed ? [] : spreadSample([...isPlainFlat], sampleSize);
  let looked = await resolveEntries(surroundings, point, [...unclear, ...sample]);
  const sampled = new Set(sample);
  if (looked.some(({ flat, outcome }) => sampled.has(flat) && outcome !== 'different')) {
    const rest = [...isPlainFlat].filter((flat) => !sampled.has(flat));
    looked = [...looked, ...(await resolveEntries(surroundings, point, rest))];
  }
  const seen = new Map(looked.map((entry) => [entry.flat, entry]));
  const doubted = looked.filter(({ outcome }) => outcome === 'not-smooth').map(({ flat }) => flat);
  const different = [...isPlainFlat, ...unclear].filter(
    (flat) => (seen.get(flat)?.outcome ?? 'different') === 'different',
  );
  const again = known.persists ? doubted : [...doubted, ...spreadSample(different, Math.max(8, 2 * unclear.length))];
  const lasting = await persistence(surroundings, elsewhere, again);
  const majority = known.persists ? 'wrong' : majorityOf(different, lasting);
  return flagged.map((entry): EntryResult => {
    const i = entry.flat - sweep.from;
    const quotient = { ...entry, numeric: sweep.numeric[i]!, error: sweep.floor[i]! };
    const again = seen.get(entry.flat);
    return conclude(quotient, point.analytic[entry.flat]!, again, lasting.get(entry.flat) ?? majority);
  });
}

/** At most `count` of the values, evenly spread over the list. */
function spreadSample(values: number[], count: number): number[] {
  if (values.length <= count) return values;
  return Array.from({ length: count }, (_, k) => values[Math.floor(((k + 0.5) * values.length) / count)]!);
}

function majorityOf(flats: number[], lasting: Map<number, Persistence>): Persistence {
  const said = flats.map((flat) => lasting.get(flat)).filter((value) => value !== undefined);
  const wrong = said.filter((value) => value === 'wrong').length;
  if (2 * wrong > said.length) return 'wrong';
  return said.every((value) => value === 'agrees') ? 'agrees' : 'unsure';
}

function conclude(
  quotient: Flagged & { numeric: number; error: number },
  analytic: number,
  seen: Resolved | undefined,
  lasting: Persistence,
): EntryResult {
  const { flat } = quotient;
  const { numeric, error } = seen && Number.isFinite(seen.numeric) ? seen : quotient;
  // One kink inside the bold step puts the quotient off by no more than the bend.
  const isBent = Math.abs(analytic - quotient.numeric) <= 1.5 * quotient.bend + quotient.error;
  const slopes = seen?.slopes ?? (isBent ? quotient.slopes : null);
  const entry = (verdict: Verdict, doubt: Doubt | null): EntryResult => {
    return { flat, analytic, numeric, error, verdict, doubt, slopes: doubt === 'kink' ? slopes : null };
  };
  if (seen?.outcome === 'agrees') return entry('correct', null);
  if (seen?.outcome === 'kink') return entry('correct', 'kink');
  if (seen?.outcome === 'no-value') return entry('inconclusive', 'fault');
  // Whatever lies nearby: backward gives no number where the cost has a slope.
  if (!Number.isFinite(analytic) && Number.isFinite(numeric)) return entry('wrong', null);
  if (lasting === 'wrong') return entry('wrong', null);
  if (lasting === 'agrees' && slopes) return entry('correct', 'kink');
  return entry('inconclusive', slopes ? 'kink' : 'not-smooth');
}
