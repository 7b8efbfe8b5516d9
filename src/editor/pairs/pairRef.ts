import type { CheckOptions } from '../../engine/service.ts';
import type { Pair } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';

/** Enough to ask for a check of one pair; small and JSON-safe, because commands and web pages carry it. */
export interface PairRef {
  /** Absolute path. */
  file: string;
  pairId: string;
  name: string;
}

/** What a single run changes about the settings. */
export type RunOverrides = Partial<Pick<CheckOptions, 'mode' | 'seed'>>;

export function keyOf(ref: Pick<PairRef, 'file' | 'pairId'>): string {
  return `${ref.file}\n${ref.pairId}`;
}

export function refOfPair(pair: Pair): PairRef {
  return { file: pair.file, pairId: pair.id, name: pair.name };
}

export function refOfReport(report: Report): PairRef {
  return { file: report.file, pairId: report.pairId, name: report.pair };
}

/** Reads what a command was called with; anything that is no reference (a Uri from a menu, nothing) gives null. */
export function readPairRef(value: unknown): PairRef | null {
  if (typeof value !== 'object' || value === null) return null;
  const { file, pairId, name } = value as Record<string, unknown>;
  if (typeof file !== 'string' || typeof pairId !== 'string') return null;
  return { file, pairId, name: typeof name === 'string' ? name : pairId };
}
