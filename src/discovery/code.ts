import type { Language } from '../model/facts.ts';
import type { Range } from '../model/range.ts';

/**
 * Source text with the contents of comments and strings blanked out, at unchanged offsets: what evidence is read
 * from, so that words in prose prove nothing. Works for half-typed texts; a regular expression literal may confuse
 * it for the rest of its line at most, since plain strings end with their line.
 */
export function codeOnly(text: string, language: Language): string {
  return replaced(text, proseOf(text, language), (prose) => prose.replace(/[^\n]/g, ' '));
}

/** Source text without its comments; strings stay, for they may be names of fields. Docstrings are comments. */
export function withoutComments(text: string, language: Language): string {
  const comments = [...proseOf(text, language)].filter(([start]) => isComment(text, start));
  return replaced(text, comments, () => ' ');
}

type Span = [start: number, end: number];

function replaced(text: string, spans: Iterable<Span>, by: (part: string) => string): string {
  const out: string[] = [];
  let kept = 0;
  for (const [start, end] of spans) {
    out.push(text.slice(kept, start), by(text.slice(start, end)));
    kept = end;
  }
  out.push(text.slice(kept));
  return out.join('');
}

/** Where comments and strings stand. */
function* proseOf(text: string, language: Language): Generator<Span> {
  let at = 0;
  while (at < text.length) {
    const end = proseEnd(text, at, language);
    if (end > at) yield [at, end];
    at = Math.max(end, at + 1);
  }
}

/** Whether what begins there is a comment or a docstring, and no string that code uses. */
function isComment(text: string, start: number): boolean {
  const quote = text[start]!;
  return (quote !== '"' && quote !== "'") || text.startsWith(quote.repeat(3), start);
}

/** End of the comment or string that begins at `at`; `at` itself where none begins. */
function proseEnd(text: string, at: number, language: Language): number {
  const character = text[at];
  if (language === 'python') {
    if (character === '#') return lineEnd(text, at);
    if (text.startsWith('"""', at) || text.startsWith("'''", at)) return after(text, text.slice(at, at + 3), at + 3);
  } else {
    if (text.startsWith('//', at)) return lineEnd(text, at);
    if (text.startsWith('/*', at)) return after(text, '*/', at + 2);
  }
  return character === '"' || character === "'" ? stringEnd(text, at) : at;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function after(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end < 0 ? text.length : end + mark.length;
}

function stringEnd(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === text[at]) return end + 1;
    else if (text[end] === '\n') return end;
  }
  return text.length;
}

/** Hands out the code of ranges of one text. */
export class CodeText {
  readonly code: string;
  /** With its comments and strings. */
  readonly text: string;
  readonly #starts: number[] = [0];

  constructor(text: string, language: Language) {
    this.text = text;
    this.code = codeOnly(text, language);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  of(range: Range): string {
    return this.code.slice(this.#offset(range.line, range.column), this.#offset(range.endLine, range.endColumn));
  }

  #offset(line: number, column: number): number {
    return (this.#starts[line - 1] ?? this.code.length) + column - 1;
  }
}
