import type { Fault } from './fault.ts';
import type { Language } from './facts.ts';
import type { Range } from './range.ts';

/**
 * The result of one check, JSON-safe and bounded in size. Every surface (lens, squiggle, panel, command line) shows
 * the same report, and nothing that is not in it.
 */
export type Verdict = 'correct' | 'wrong' | 'inconclusive';

/** The textbook's reading of the difference: ≤ 1e-7, ≤ 1e-5, ≤ 1e-3, above. */
export type Grade = 'excellent' | 'warning' | 'error' | 'critical';

/** Why an entry, a leaf or a check has no verdict. */
export type Doubt =
  | 'kink'
  | 'noise'
  /** Cost or gradients differ from call to call, whatever is seeded. */
  | 'not-repeatable'
  | 'not-smooth'
  | 'fault'
  | 'not-checked'
  /** The file names no cost, and no usual one fits: wrong gradients and an unknown cost look alike. */
  | 'cost-unknown'
  /** The weights change by the sign of the gradient only, as in the first step of Adam. */
  | 'adaptive-update'
  /** With made-up inputs the cost reacts to no parameter. */
  | 'cost-constant'
  /** p·(1 − p) behind a softmax: the diagonal of its Jacobian, which is the gradient of no cost. */
  | 'softmax-diagonal'
  /** p − y beside a cross-entropy of p: the derivative by the scores behind p. */
  | 'logit-derivative'
  /** An argument of backward was drawn at random, and nothing agrees. */
  | 'inputs-unknown'
  /** The gradients are those of a cross-entropy, while backward returns a squared error for its loss. */
  | 'other-loss'
  /** Every gradient that backward returns is right, but it returns none for some parameter. */
  | 'missing-gradient';

/** A number that may be NaN or infinite: those travel as words. */
export type SafeNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** A tested explanation of a wrong leaf, or of the whole check. */
export interface Cause {
  /** Names the entry of the table of hypotheses, and the page in docs/causes: 'constant-factor'. */
  id: string;
  /** At most five words for lens and line end: "2 ×", "transposed", "all zero", "λ·W missing". */
  label: string;
  /** One sentence for a student: "dW2 is exactly 2 × what the cost says, in all 15 entries". */
  message: string;
  /** Where to look, what to try. */
  advice: string;
  /** What was tested, in words, with figures. */
  evidence: string[];
  /** 'certain': every informative entry fits within its error; 'likely': fits, but another cause would too. */
  confidence: 'certain' | 'likely';
  /** The constant of the hypothesis, where it has one: { factor: 2 }, { factor: 0.1, of: 'W2' }. */
  constants: Record<string, number | string>;
}

export interface EntryReport {
  /** Index into θ. */
  flat: number;
  /** Index into the leaf, from 0. */
  index: number[];
  analytic: SafeNumber;
  numeric: SafeNumber;
  /** Error bar of the numeric value. */
  error: SafeNumber;
  verdict: Verdict;
  doubt: Doubt | null;
  /** Left and right slope, at a kink. */
  slopes: [SafeNumber, SafeNumber] | null;
}

/**
 * A leaf's entries reduced to at most 48 × 48 cells (the worst entry of each block stands for it), for pictures:
 * row-major, each list has rows × columns values, rounded to what a picture can show.
 */
export interface LeafPicture {
  rows: number;
  columns: number;
  /** Index into θ of each cell's entry; empty where every cell is one entry, in order. */
  flat: number[];
  analytic: SafeNumber[];
  /** Analytic − numeric, and the error bar of numeric; both empty where numeric was not computed (fast check). */
  residual: SafeNumber[];
  error: SafeNumber[];
  /** One letter per cell: c correct, w wrong, i inconclusive; empty where numeric was not computed. */
  verdict: string;
}

/** Central differences at one entry for many ε, largest first: the V of truncation and round-off. */
export interface CurveReport {
  /** Index into θ. */
  flat: number;
  analytic: SafeNumber;
  /** What errors are measured against (backward itself where it is right, else the cost's own slope), and its error bar. */
  reference: SafeNumber;
  referenceError: SafeNumber;
  points: { epsilon: number; numeric: SafeNumber }[];
}

export interface LeafReport {
  name: string;
  gradientName: string;
  layer: number | null;
  role: 'parameter' | 'input';
  shape: number[];
  offset: number;
  size: number;
  dtype: 'float64' | 'float32';
  verdict: Verdict;
  doubt: Doubt | null;
  /** The textbook difference of this leaf alone; null where the sweep was not run. */
  difference: SafeNumber | null;
  /** Entries found wrong; at least that many where `wrongIsBound`. */
  wrongEntries: number;
  /** How many of those are 0 at these inputs: the cause covers them, but it cannot show there. */
  hiddenEntries: number;
  wrongIsBound: boolean;
  /** Entries that were compared one by one. */
  checkedEntries: number;
  /** Any single-entry error above this would have been seen. */
  bound: SafeNumber | null;
  /** Median |g| of the leaf, to read the bound against. */
  median: SafeNumber | null;
  cause: Cause | null;
  /** Worst entries first, at most 100. */
  worst: EntryReport[];
  site: (Range & { file: string }) | null;
  picture: LeafPicture | null;
  /** Null where there was no time, or no slope, to draw one. */
  curve: CurveReport | null;
  /** What was seen while this leaf was checked. */
  notes: Note[];
}

/** Something the user should know beside the verdict: 'not-deterministic', 'changes-inputs', 'masked-bias' … */
export interface Note {
  id: string;
  severity: 'info' | 'warning';
  message: string;
}

/** Which rung of the inputs ladder gave the inputs. */
export interface InputsReport {
  source: 'file' | 'tag' | 'module' | 'inferred';
  /** For people: "from network.gradcheck.ts", "shapes from the doc comment". */
  description: string;
  path: string | null;
  seed: number;
  /** Every argument with what it got: "X: 4×3 random normal". */
  arguments: { name: string; value: string }[];
}

/** What would let an unbound pair be checked: prefilled guesses that the user accepts or mends. */
export interface Question {
  /** What is missing, in one sentence: "The shape of x is not known." */
  message: string;
  /** Text for behind `@gradcheck` in backward's doc comment. */
  tag: string;
  /** A whole inputs file, to be written beside the source. */
  file: { name: string; text: string };
}

export interface TextbookReport {
  epsilon: number;
  difference: SafeNumber;
  grade: Grade;
  /** The same difference with the bold step of the sweep instead of ε, which shows how much of it was round-off. */
  boldDifference: SafeNumber | null;
}

export interface Report {
  version: 1;
  file: string;
  language: Language;
  /** Pair.id and Pair.name. */
  pairId: string;
  pair: string;
  forward: string | null;
  backward: string;
  /** The range of backward's name. */
  range: Range;
  /** Where forward's name is, when it was found in this file. */
  forwardRange: Range | null;
  verdict: Verdict;
  doubt: Doubt | null;
  /** The verdict in words, one line, no markup. */
  headline: string;
  inputs: InputsReport | null;
  /** Length of θ. */
  size: number;
  evaluations: number;
  milliseconds: number;
  /** Noise σ of one cost value. */
  noise: SafeNumber | null;
  cost: SafeNumber | null;
  /** What was done: 'exact' compared every entry; 'fast' probed whole leaves. */
  method: 'exact' | 'fast' | 'none';
  textbook: TextbookReport | null;
  cause: Cause | null;
  notes: Note[];
  leaves: LeafReport[];
  /** Files of the workspace that the pair loaded (absolute paths). */
  files: string[];
  /** 'Node 24.15', 'Python 3.11.7 · NumPy 1.24'. */
  host: string;
  error: Fault | null;
  /** Set where `error` is 'unbound'. */
  question: Question | null;
  /** Name of the file with the values of every entry, where pictures leave some out and the editor keeps them. */
  values: string | null;
}
