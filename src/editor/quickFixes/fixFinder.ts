import { jsonOf } from '../../discovery/python/notebook.ts';
import type { CheckOptions, CheckService } from '../../engine/service.ts';
import { applyChange, type Change, type FixWords } from '../../fixes/candidate.ts';
import { fixInput, proposeFixes } from '../../fixes/proposeFixes.ts';
import { provenFix, type CheckText } from '../../fixes/provenFix.ts';
import type { ModuleFacts, Pair } from '../../model/facts.ts';
import type { Range } from '../../model/range.ts';
import type { LeafReport, Report } from '../../model/report.ts';
import type { RunOverrides } from '../pairs/pairRef.ts';
import { keyOf, refOfReport } from '../pairs/pairRef.ts';
import type { ResultStore } from '../results/resultStore.ts';

/** A change of the source after which a check has found the gradient correct. */
export interface Fix {
  file: string;
  words: FixWords;
  range: Range;
  text: string;
}

export interface FixHost {
  /** The source as it stands in the editor, and what discovery reads from it; null where it is gone. */
  source(file: string): Promise<{ code: string; facts: ModuleFacts } | null>;
  options(file: string, overrides: RunOverrides): Promise<CheckOptions>;
  overlays(): Record<string, string>;
  trusted(): boolean;
  now(): number;
}

interface Search {
  report: Report;
  controller: AbortController;
  done: Promise<Fix | null>;
  /** Undefined while it is under way. */
  fix: Fix | null | undefined;
}

/** All checks of one search together; a check that takes longer than the second proves nothing in time. */
const budgetMilliseconds = 20_000;
const longestCheck = 8_000;

/** Looks for changes that mend a wrong gradient, and keeps what was proven until the result or the code changes. */
export class FixFinder {
  readonly #service: CheckService;
  readonly #store: ResultStore;
  readonly #host: FixHost;
  readonly #searches = new Map<string, Search>();
  readonly #subscription: { dispose(): void };
  /** One search at a time: checks that a person asked for come first. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(service: CheckService, store: ResultStore, host: FixHost) {
    this.#service = service;
    this.#store = store;
    this.#host = host;
    this.#subscription = store.onDidChange((keys) => this.#giveUp(keys));
  }

  /** What an earlier search has proven for a gradient; null where it found nothing, undefined where there was none. */
  known(report: Report, leaf: string): Fix | null | undefined {
    const search = this.#searches.get(searchKey(report, leaf));
    return search?.report === report ? search.fix : undefined;
  }

  /** Searches, unless that was done or is under way. Null where nothing is proven, or the result is no longer current. */
  find(report: Report, leaf: string): Promise<Fix | null> {
    const key = searchKey(report, leaf);
    const known = this.#searches.get(key);
    if (known?.report === report) return known.done;
    known?.controller.abort();
    const controller = new AbortController();
    const search: Search = { report, controller, done: Promise.resolve(null), fix: undefined };
    this.#searches.set(key, search);
    search.done = this.#queue.then(async () => {
      const fix = await this.#search(report, leaf, controller.signal).catch(() => null);
      search.fix = fix;
      return fix;
    });
    this.#queue = search.done;
    return search.done;
  }

  /** Gives up a search that somebody no longer waits for; a later one starts anew. */
  cancel(report: Report, leaf: string): void {
    const search = this.#searches.get(searchKey(report, leaf));
    if (search?.report !== report || search.fix !== undefined) return;
    search.controller.abort();
    this.#searches.delete(searchKey(report, leaf));
  }

  async #search(report: Report, name: string, signal: AbortSignal): Promise<Fix | null> {
    if (signal.aborted || !this.#host.trusted()) return null;
    const leaf = report.leaves.find((one) => one.name === name);
    const source = await this.#host.source(report.file);
    const pair = source?.facts.pairs.find(({ id }) => id === report.pairId);
    if (!source || !pair || leaf?.verdict !== 'wrong') return null;
    const input = inputOf(report, leaf, pair, source);
    if (!input) return null;
    const end = this.#host.now() + budgetMilliseconds;
    const found = await provenFix({
      text: source.code,
      report,
      leaf: name,
      candidates: proposeFixes(input),
      check: this.#checker(pair, signal),
      isOver: () => signal.aborted || this.#host.now() > end,
    });
    if (!found) return null;
    const { change, words } = found;
    return { file: report.file, words, range: rangeOf(source.code, change), text: change.text };
  }

  #checker(pair: Pair, signal: AbortSignal): CheckText {
    return async (text, seed) => {
      const { file } = pair;
      const wanted = await this.#host.options(file, { seed });
      const timeLimitMilliseconds = Math.min(wanted.timeLimitMilliseconds, longestCheck);
      const written = file.endsWith('.ipynb') ? jsonOf([{ kind: 'code', text }]) : text;
      const overlays = { ...this.#host.overlays(), [file]: written };
      const handlers = { onProgress: () => undefined, onOutput: () => undefined };
      const report = await this.#service.check(
        { file, pair, overlays, options: { ...wanted, timeLimitMilliseconds } },
        handlers,
        signal,
      );
      return signal.aborted ? null : report;
    };
  }

  /** The code was edited, or there is a newer result. */
  #giveUp(keys: readonly string[]): void {
    for (const [key, search] of this.#searches) {
      const pair = keyOf(refOfReport(search.report));
      if (!keys.includes(pair)) continue;
      const result = this.#store.get(refOfReport(search.report));
      if (result?.report === search.report && !result.stale) continue;
      search.controller.abort();
      this.#searches.delete(key);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const { controller } of this.#searches.values()) controller.abort();
  }
}

function searchKey(report: Report, leaf: string): string {
  return `${keyOf(refOfReport(report))}\n${leaf}`;
}

function inputOf(
  report: Report,
  leaf: LeafReport,
  pair: Pair,
  { code, facts }: { code: string; facts: ModuleFacts },
): ReturnType<typeof fixInput> | null {
  const backward = facts.functions.find(({ qualifiedName }) => qualifiedName === pair.backward);
  if (!backward) return null;
  return fixInput(report, leaf, { text: code, body: backward.range, sites: pair.sites.map(({ range }) => range) });
}

/** Lines and columns of a stretch of text. */
export function rangeOf(text: string, { start, end }: Pick<Change, 'start' | 'end'>): Range {
  const place = (offset: number): [number, number] => {
    const before = text.slice(0, offset);
    return [before.split('\n').length, offset - before.lastIndexOf('\n')];
  };
  const [[line, column], [endLine, endColumn]] = [place(start), place(end)];
  return { line, column, endLine, endColumn };
}

/** The lines of a fix before and after it, without their indent. */
export function changedLines(code: string, fix: Pick<Fix, 'range' | 'text'>): { before: string; after: string } {
  const lines = code.split('\n');
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const { line, column, endLine, endColumn } = fix.range;
  const change = { start: offset(line, column), end: offset(endLine, endColumn), text: fix.text };
  const after = applyChange(code, change).split('\n');
  const added = after.length - lines.length;
  const part = (all: string[], last: number): string =>
    all
      .slice(line - 1, last)
      .join('\n')
      .trim();
  return { before: part(lines, endLine), after: part(after, endLine + added) };
}
