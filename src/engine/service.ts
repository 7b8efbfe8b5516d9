import type { SourceText } from '../discovery/discover.ts';
import type { ModuleFacts, Pair } from '../model/facts.ts';
import type { LeafReport, Report } from '../model/report.ts';

/** What a surface (editor, command line) asks for; one request is one pair. */
export interface CheckRequest {
  /** Absolute path of the source file. */
  file: string;
  /** As discovery gave it; the check looks the pair up again, by its id, in the text that it runs. */
  pair: Pair;
  /** Unsaved buffers by absolute path: these are what is checked. */
  overlays: Record<string, string>;
  options: CheckOptions;
  /** File to write what is run into, for a debugger to run it again; see `DebugRun`. */
  runFile?: string;
}

export interface CheckOptions {
  /** Step of the textbook check. */
  epsilon: number;
  seed: number;
  /** 'auto' probes first, then sweeps where that fits the budget. */
  mode: 'auto' | 'fast' | 'exact';
  /** Time budget of the exact sweep in mode 'auto'. */
  budgetMilliseconds: number;
  timeLimitMilliseconds: number;
  memoryLimitMegabytes: number;
  /** Interpreter for Python files; null looks for one. */
  python: string | null;
}

/** The one place where defaults stand; package.json's settings are held against it by a test. */
export const defaultOptions: CheckOptions = {
  epsilon: 1e-7,
  seed: 1,
  mode: 'auto',
  budgetMilliseconds: 2000,
  timeLimitMilliseconds: 60_000,
  memoryLimitMegabytes: 1024,
  python: null,
};

export interface Progress {
  stage: 'starting' | 'loading' | 'binding' | 'checking' | 'explaining';
  /** 0…1, or null while it cannot be known. */
  fraction: number | null;
}

/** Every entry of one leaf, in its order; `measured` is null where the check did not measure them one by one. */
export interface LeafValues {
  analytic: Float32Array;
  measured: {
    /** Analytic − numeric. */
    residual: Float32Array;
    /** Error bar of numeric. */
    error: Float32Array;
    /** 0 correct, 1 wrong, 2 inconclusive. */
    verdict: Uint8Array;
  } | null;
}

/** Surfaces see only this; it hides the runner process. */
export interface CheckService {
  /**
   * Reads pairs out of a text without running anything; safe in untrusted workspaces. Functions that belong to no
   * pair, and all that is no function, are left out, the former not where all functions are asked for.
   */
  discover(file: string, text: string, allFunctions?: boolean): Promise<ModuleFacts>;
  /**
   * Pairs of every source file on disk below a folder; runs nothing.
   * @param excluded globs relative to the folder
   */
  scan(root: string, excluded: string[]): Promise<Pair[]>;
  /** Never rejects for anything the user's code does: the report carries the fault. Abort gives a 'cancelled' report. */
  check(
    request: CheckRequest,
    handlers: { onProgress(progress: Progress): void; onOutput(text: string): void },
    signal: AbortSignal,
  ): Promise<Report>;
  /** Every entry of a leaf of a report, where the service keeps them; null where it does not (any more). */
  values(report: Report, leaf: LeafReport): Promise<LeafValues | null>;
  /**
   * Starts a runner in advance, so that the first check does not wait for one. Runs no user code.
   * @param source only where this text may hold a pair, as far as can be told without reading it
   */
  warm(source?: SourceText): void;
  /** Ends the runner process. */
  dispose(): Promise<void>;
}
