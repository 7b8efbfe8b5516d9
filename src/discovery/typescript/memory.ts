import type TS from 'typescript';
import type { ParameterFacts } from '../../model/facts.ts';
import type { Range } from '../../model/range.ts';
import type { BodyFacts } from './body.ts';
import type { FunctionNode, TypeScript } from './context.ts';

/** What was read from a function alone: from its own text and from what the comment before it says. */
export interface FunctionReading extends BodyFacts {
  parameters: ParameterFacts[];
}

interface Kept {
  doc: string | null;
  /** Where the function stood when it was read. */
  at: Position;
  reading: FunctionReading;
}

type Position = Pick<Range, 'line' | 'column'>;

/**
 * What is kept of the text that was read last, so that its next state costs what has changed in it: TypeScript parses
 * anew what an edit touches and hands the other nodes on as they are, and what was read from a function's node holds as
 * long as the node is the same. It keeps one file, the one that somebody is typing in.
 */
export class Memory {
  #file = '';
  readonly #sources = new Map<'whole' | 'unwrapped', TS.SourceFile>();
  #functions = new WeakMap<FunctionNode, Kept>();

  /** The tree of a text; `parse` makes it where nothing of this file is kept. */
  parse(
    ts: TypeScript,
    { file, text, part }: { file: string; text: string; part: 'whole' | 'unwrapped' },
    parse: () => TS.SourceFile,
  ): TS.SourceFile {
    if (this.#file !== file) this.#forget(file);
    const before = this.#sources.get(part);
    // A tree is used up by the next one that is made of it, and one that could not be made is no use.
    this.#sources.delete(part);
    const source = before ? ts.updateSourceFile(before, text, changeBetween(before.text, text)) : parse();
    this.#sources.set(part, source);
    return source;
  }

  /** What `read` finds in a function that stands at `at`; what it found before, where neither text nor comment changed. */
  reading(node: FunctionNode, doc: string | null, at: Position, read: () => FunctionReading): FunctionReading {
    const kept = this.#functions.get(node);
    const reading = kept?.doc === doc ? moved(kept, at) : read();
    this.#functions.set(node, { doc, at, reading });
    return reading;
  }

  #forget(file: string): void {
    this.#file = file;
    this.#sources.clear();
    this.#functions = new WeakMap();
  }
}

/** One edit that makes one text of the other: what stands between their common beginning and their common end. */
function changeBetween(before: string, now: string): TS.TextChangeRange {
  const most = Math.min(before.length, now.length);
  const start = common(most, (from, to) => before.slice(from, to) === now.slice(from, to));
  const end = common(most - start, (from, to) => {
    const [a, b] = [before.length, now.length];
    return before.slice(a - to, a - from) === now.slice(b - to, b - from);
  });
  return { span: { start, length: before.length - start - end }, newLength: now.length - start - end };
}

/** The largest length up to `most` of which all parts are the same: long parts first, then shorter ones. */
function common(most: number, same: (from: number, to: number) => boolean): number {
  let length = 0;
  for (let step = 4096; step >= 1; step >>= 3) {
    while (length < most && same(length, Math.min(most, length + step))) length = Math.min(most, length + step);
  }
  return length;
}

function moved({ at: from, reading }: Kept, to: Position): FunctionReading {
  const [lines, columns] = [to.line - from.line, to.column - from.column];
  if (lines === 0 && columns === 0) return reading;
  const move = (range: Range): Range => ({
    line: range.line + lines,
    column: range.column + (range.line === from.line ? columns : 0),
    endLine: range.endLine + lines,
    endColumn: range.endColumn + (range.endLine === from.line ? columns : 0),
  });
  return {
    ...reading,
    returns: reading.returns.map((one) => ({ ...one, range: move(one.range) })),
    sites: reading.sites.map((one) => ({ ...one, range: move(one.range) })),
  };
}
