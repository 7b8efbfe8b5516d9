import type { Report } from '../model/report.ts';
import { either, isBoolean, isNull, isNumber, isText, listOf, objectOf, wordOf } from '../report/forms.ts';
import { isReport } from '../report/isReport.ts';
import { isHistoryEntry, isTime, type HistoryEntry } from './historyEntry.ts';

/** How far a check is; the engine says the same. */
export interface Progress {
  stage: 'starting' | 'loading' | 'binding' | 'checking' | 'explaining';
  /** 0…1, or null while it cannot be known. */
  fraction: number | null;
}

/** What is known of a pair. */
export interface KnownResult {
  report: Report;
  /** A file that the pair loaded was edited since. */
  stale: boolean;
  /** When the check began, in milliseconds since 1970. */
  at: number;
  /** Earlier runs, the latest first. */
  history: HistoryEntry[];
  /** Where the latest check ended in a fault: the last report before it that did not. It is stale. */
  before: { report: Report; at: number } | null;
}

/** The report whose gradients are shown: after a fault the last one that had any. */
export function shownReport({ report, before }: Pick<KnownResult, 'report' | 'before'>): Report {
  return before?.report ?? report;
}

/** What the page shows: one pair, its latest result, and whether a check of it is under way. */
export interface PairState {
  file: string;
  pairId: string;
  name: string;
  /** The file as a person reads it, relative to the workspace. */
  place: string;
  trusted: boolean;
  result: KnownResult | null;
  running: { progress: Progress | null } | null;
}

/** From the extension to the page. */
export type ToPage =
  | { kind: 'state'; state: PairState | null }
  /** How far the check of the shown pair is; the report, which may be large, is not sent again. */
  | { kind: 'running'; running: PairState['running'] }
  /** Opens the details of one leaf, by name. */
  | { kind: 'select'; leaf: string }
  /** The answer to 'values', where they are still kept. */
  | ({ kind: 'values' } & LeafValuesOf);

/** A place in the source, by what stands there: the page never names a path. */
export type OpenTarget =
  { what: 'leaf'; leaf: number } | { what: 'forward' } | { what: 'backward' } | { what: 'fault' } | { what: 'inputs' };

/** Every entry of one leaf, in its order; `measured` is null where the check did not measure them one by one. */
export interface LeafValues {
  analytic: Float32Array;
  /** Analytic − numeric, the error bar of numeric, and 0 correct, 1 wrong, 2 inconclusive. */
  measured: { residual: Float32Array; error: Float32Array; verdict: Uint8Array } | null;
}

/** The values of the leaf `leaf` of the report whose `values` is `of`. */
export interface LeafValuesOf {
  of: string;
  leaf: string;
  values: LeafValues;
}

export type CopyWhat = 'issue' | 'markdown' | 'json' | 'csv';

/** From the page to the extension. */
export type FromPage =
  | { kind: 'ready' }
  | { kind: 'run'; how: 'again' | 'exact' | 'other-inputs' }
  | { kind: 'cancel' }
  | { kind: 'trust' }
  | { kind: 'create-inputs' }
  | { kind: 'open'; target: OpenTarget }
  /** Debugs forward and backward, and stops where the entry `flat` of θ is computed. */
  | { kind: 'break'; leaf: string; flat: number }
  | { kind: 'copy'; what: CopyWhat }
  | { kind: 'copy-text'; text: string }
  | { kind: 'export'; what: CopyWhat }
  /** Asks for every entry of a leaf, by its position in the report. */
  | { kind: 'values'; leaf: number }
  /** A picture to be saved: an SVG as text, a PNG in base64. `name` is a file's name without its ending. */
  | { kind: 'save-picture'; format: 'svg' | 'png'; name: string; data: string };

const places = ['forward', 'backward', 'fault', 'inputs'] as const;
const formats = ['issue', 'markdown', 'json', 'csv'] as const;
const ways = ['again', 'exact', 'other-inputs'] as const;
const plain = ['ready', 'cancel', 'trust', 'create-inputs'] as const;
const pictures = ['svg', 'png'] as const;
const longestText = 1_000_000;
const longestPicture = 40_000_000;
export const longestName = 100; // of a picture's file

/** Checks what a page sent; null for anything that is no message. */
export function readFromPage(value: unknown): FromPage | null {
  if (!isRecord(value)) return null;
  const { kind } = value;
  const simple = oneOf(plain, kind);
  if (simple) return { kind: simple };
  if (kind === 'run') return withPart(oneOf(ways, value['how']), (how) => ({ kind, how }));
  if (kind === 'copy' || kind === 'export') {
    return withPart(oneOf(formats, value['what']), (what) => ({ kind, what }));
  }
  if (kind === 'copy-text' && typeof value['text'] === 'string' && value['text'].length <= longestText) {
    return { kind, text: value['text'] };
  }
  if (kind === 'values') return isPosition(value['leaf']) ? { kind, leaf: value['leaf'] } : null;
  if (kind === 'save-picture') return readPicture(value);
  if (kind === 'break' && typeof value['leaf'] === 'string' && Number.isInteger(value['flat'])) {
    return { kind, leaf: value['leaf'], flat: value['flat'] as number };
  }
  if (kind === 'open') return withPart(readTarget(value['target']), (target) => ({ kind, target }));
  return null;
}

/** Whether a value, saved by an earlier window or sent to the page, is a result with all that belongs to it. */
export const isKnownResult = objectOf<KnownResult>({
  report: isReport,
  stale: isBoolean,
  at: isTime,
  history: listOf(isHistoryEntry),
  before: either(objectOf<NonNullable<KnownResult['before']>>({ report: isReport, at: isTime }), isNull),
});

const isRunning = objectOf<NonNullable<PairState['running']>>({
  progress: either(
    objectOf<Progress>({
      stage: wordOf<Progress['stage']>({
        starting: true,
        loading: true,
        binding: true,
        checking: true,
        explaining: true,
      }),
      fraction: either(isNumber, isNull),
    }),
    isNull,
  ),
});

/** Checks what the extension sent: another version of it may have saved the report. */
export function readToPage(value: unknown): ToPage | null {
  if (!isRecord(value)) return null;
  if (value['kind'] === 'select' && typeof value['leaf'] === 'string') return { kind: 'select', leaf: value['leaf'] };
  if (value['kind'] === 'running') {
    return { kind: 'running', running: isRunning(value['running']) ? value['running'] : null };
  }
  if (value['kind'] === 'values') return readValues(value);
  if (value['kind'] !== 'state') return null;
  const { state } = value;
  if (state === null) return { kind: 'state', state: null };
  const pair = isRecord(state) ? readPairState(state) : null;
  return pair && { kind: 'state', state: pair };
}

/** A pair whose result is none counts as one that was not checked. */
function readPairState({
  file,
  pairId,
  name,
  place,
  trusted,
  result,
  running,
}: Record<string, unknown>): PairState | null {
  if (![file, pairId, name, place].every(isText) || !isBoolean(trusted)) return null;
  return {
    ...({ file, pairId, name, place } as Pick<PairState, 'file' | 'pairId' | 'name' | 'place'>),
    trusted,
    result: isKnownResult(result) ? result : null,
    running: isRunning(running) ? running : null,
  };
}

function readTarget(value: unknown): OpenTarget | null {
  if (!isRecord(value)) return null;
  const { what, leaf } = value;
  if (what === 'leaf') return isPosition(leaf) ? { what, leaf } : null;
  const place = oneOf(places, what);
  return place ? { what: place } : null;
}

/** An SVG must be one, and a PNG must begin as every PNG does: nothing else is written to a disk. */
function readPicture({ format, name, data }: Record<string, unknown>): FromPage | null {
  const known = oneOf(pictures, format);
  if (!known || typeof name !== 'string' || name.length > longestName) return null;
  if (typeof data !== 'string' || data.length > longestPicture) return null;
  const fits = known === 'svg' ? data.startsWith('<svg ') : /^iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/.test(data);
  return fits ? { kind: 'save-picture', format: known, name, data } : null;
}

function readValues({ of, leaf, values }: Record<string, unknown>): ToPage | null {
  if (typeof of !== 'string' || typeof leaf !== 'string' || !isRecord(values)) return null;
  const { analytic, measured } = values;
  if (!(analytic instanceof Float32Array)) return null;
  if (measured === null) return { kind: 'values', of, leaf, values: { analytic, measured } };
  if (!isRecord(measured)) return null;
  const { residual, error, verdict } = measured;
  if (!(residual instanceof Float32Array && error instanceof Float32Array && verdict instanceof Uint8Array))
    return null;
  if (![residual, error, verdict].every(({ length }) => length === analytic.length)) return null;
  return { kind: 'values', of, leaf, values: { analytic, measured: { residual, error, verdict } } };
}

function isPosition(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function withPart<P, M>(part: P | null, build: (part: P) => M): M | null {
  return part === null ? null : build(part);
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | null {
  return allowed.find((one) => one === value) ?? null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
