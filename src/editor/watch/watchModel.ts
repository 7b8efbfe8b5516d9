import type { Pair } from '../../model/facts.ts';
import { keyOf, refOfPair, refOfReport, type PairRef } from '../pairs/pairRef.ts';
import { readsFile, type Result } from '../results/resultStore.ts';
import type { CheckOnSave } from '../settingDefaults.ts';

/** The pairs to check when a file was saved: never more than those that read it. */
export function pairsToCheck(file: string, mode: CheckOnSave, results: Result[], pairs: Pair[]): PairRef[] {
  if (mode === 'off') return [];
  const checked = results.filter((result) => readsFile(result, file) && (mode === 'all' || result.fresh));
  const refs = checked.map((result) => refOfReport(result.report));
  if (mode === 'all') refs.push(...pairs.map(refOfPair));
  return [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
}
