import type { Language } from '../model/facts.ts';
import type { Range } from '../model/range.ts';
import type { Cause } from '../model/report.ts';
import type { Statement } from './statements.ts';

/** A stretch of text, by offsets, that becomes another one. */
export interface Change {
  start: number;
  end: number;
  text: string;
}

/** What a change does, in data; whoever shows it finds the words. */
export type FixWords =
  | { kind: 'drop'; what: string }
  | { kind: 'replace'; from: string; to: string }
  | { kind: 'divide'; by: string }
  | { kind: 'multiply'; by: string }
  | { kind: 'negate' }
  | { kind: 'swap'; what: string }
  | { kind: 'add'; what: string }
  | { kind: 'transpose' }
  | { kind: 'assign' }
  | { kind: 'accumulate' }
  | { kind: 'clear'; what: string }
  | { kind: 'like'; sibling: string };

/** A change that may mend a gradient. Nothing is promised: a check of the changed text decides. */
export interface FixCandidate {
  words: FixWords;
  change: Change;
}

/** What a proposal is made from: the text, where the gradient is computed, and what the check says of it. */
export interface FixInput {
  text: string;
  language: Language;
  /** The whole backward function. */
  body: Range;
  /** Where the wrong gradient is computed; null where that is not known. */
  site: Range | null;
  /** Where this and all other gradients are computed, also inside of a returned object. */
  sites: readonly Range[];
  leaf: { name: string; gradientName: string; shape: readonly number[] };
  cause: Pick<Cause, 'id' | 'constants'> | null;
  /** Other gradients are wrong by the same factor: it comes in above all of them. */
  isShared: boolean;
}

/** What the parts of a proposal share. */
export interface Scene extends FixInput {
  own: Statement | null;
  /** Everything that computes this gradient: its site, and statements that add to it. */
  owns: Statement[];
  /** Every statement of backward. */
  statements: Statement[];
  isPython: boolean;
}

export function applyChange(text: string, { start, end, text: put }: Change): string {
  return text.slice(0, start) + put + text.slice(end);
}
