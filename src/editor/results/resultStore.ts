import { sep } from 'node:path';
import type { Report } from '../../model/report.ts';
import type { KnownResult } from '../../panel/messages.ts';
import { moveReport, type TextEdit } from './moveRanges.ts';
import { Origins } from './origins.ts';
import { keyOf, refOfReport, type PairRef } from '../pairs/pairRef.ts';
import { Signal } from '../signal.ts';

/** The latest report of a pair, and what was known before it. */
export interface Result extends KnownResult {
  /** True where it was checked in this window, false where it was remembered from an earlier one. */
  fresh: boolean;
}

const historyLength = 20;
/** As many as somebody may check at once: what is forgotten loses its lens, its squiggles and its place in the panel. */
const resultLimit = 1000;

/** The latest report of every pair: the one truth that lens, squiggles, panel and Test Explorer show. */
export class ResultStore {
  readonly #results = new Map<string, Result>();
  readonly #origins = new Origins();
  readonly #changed = new Signal<string[]>();
  /** Fires the keys of the pairs whose results changed. */
  readonly onDidChange = this.#changed.event;

  get(ref: Pick<PairRef, 'file' | 'pairId'>): Result | undefined {
    return this.#results.get(keyOf(ref));
  }

  /** By the key of its pair, as `onDidChange` tells it. */
  byKey(key: string): Result | undefined {
    return this.#results.get(key);
  }

  keys(): string[] {
    return [...this.#results.keys()];
  }

  all(): Result[] {
    return [...this.#results.values()];
  }

  /**
   * Keeps a report. A cancelled one does not replace what was known, and a fault does not make the last verdict lost.
   * @param texts of the files that it read and that are open, by path: where they stand again after edits, the report holds again
   */
  set(report: Report, at: number, stale: boolean, texts: ReadonlyMap<string, string> = new Map()): void {
    const key = keyOf(refOfReport(report));
    const previous = this.#results.get(key);
    if (report.error?.kind === 'cancelled') {
      this.#changed.fire([key]);
      return;
    }
    const history = [historyEntry(report, at), ...(previous?.history ?? [])].slice(0, historyLength);
    this.#results.delete(key);
    const before = report.error && previous ? lastGood(previous) : null;
    this.#results.set(key, { report, stale, at, history, before, fresh: true });
    if (stale) this.#origins.delete(key);
    else this.#origins.set(key, { report, before }, texts);
    this.#changed.fire([key, ...this.#forgetOldest()]);
  }

  /** Brings back what an earlier window knew; what was checked since is not overwritten. */
  restore(results: readonly Result[]): void {
    const added: string[] = [];
    for (const result of results) {
      const key = keyOf(refOfReport(result.report));
      if (this.#results.has(key)) continue;
      this.#results.set(key, { ...result, fresh: false });
      added.push(key);
    }
    if (added.length > 0) this.#changed.fire(added);
  }

  /**
   * A file was edited: results that read it are stale from now on, and their places move with the text.
   * @param read gives what stands there now; null where that is not known
   */
  edited(file: string, edits: readonly TextEdit[], read: (() => string) | null = null): void {
    const keys: string[] = [];
    let text: string | null = null;
    for (const [key, result] of this.#results) {
      if (!readsFile(result, file)) continue;
      keys.push(key);
      // Long texts are read only where a result speaks of them.
      text ??= read?.() ?? null;
      const origin = this.#origins.edited(key, file, text);
      if (origin) {
        this.#results.set(key, { ...result, report: origin.report, before: origin.before, stale: false });
        continue;
      }
      const { before } = result;
      const moved = { report: moveReport(result.report, file, edits) };
      const movedBefore = before && { ...before, report: moveReport(before.report, file, edits) };
      this.#results.set(key, { ...result, ...moved, before: movedBefore, stale: true });
    }
    if (keys.length > 0) this.#changed.fire(keys);
  }

  /** A file or a folder is there no more: nor are the results of its pairs, and those that only load it are stale. */
  gone(path: string): void {
    const isGone = (file: string): boolean => file === path || file.startsWith(path + sep);
    const keys = [...this.#results].flatMap(([key, { report }]) => (isGone(report.file) ? [key] : []));
    for (const key of keys) this.#forget(key);
    if (keys.length > 0) this.#changed.fire(keys);
    const loaded = new Set(this.all().flatMap(({ report }) => report.files.filter(isGone)));
    for (const file of loaded) this.edited(file, []);
  }

  remove(ref: Pick<PairRef, 'file' | 'pairId'>): void {
    if (this.#forget(keyOf(ref))) this.#changed.fire([keyOf(ref)]);
  }

  /** @returns the keys of those that are gone */
  #forgetOldest(): string[] {
    const oldest = this.keys().slice(0, Math.max(0, this.#results.size - resultLimit));
    for (const key of oldest) this.#forget(key);
    return oldest;
  }

  #forget(key: string): boolean {
    this.#origins.delete(key);
    return this.#results.delete(key);
  }
}

/**
 * True where an edit of `file` may change what the check says. One that ended in a fault may have read no more than the
 * line that failed, so what the check before it read counts as well.
 */
export function readsFile({ report, before }: Pick<Result, 'report' | 'before'>, file: string): boolean {
  return [report, ...(before ? [before.report] : [])].some(
    (one) => one.file === file || one.files.includes(file) || one.inputs?.path === file,
  );
}

function lastGood({ report, at, before }: Result): Result['before'] {
  return report.error ? before : { report, at };
}

function historyEntry(report: Report, at: number): KnownResult['history'][number] {
  return {
    at,
    verdict: report.verdict,
    failed: report.error !== null,
    headline: report.headline,
    difference: report.textbook?.difference ?? null,
    seed: report.inputs?.seed ?? null,
    method: report.method,
    wrong: report.leaves.filter((leaf) => leaf.verdict === 'wrong').map((leaf) => leaf.name),
  };
}
