import type { Language } from '../model/facts.ts';
import type { Range } from '../model/range.ts';

/**
 * Source text with the contents of comments and strings blanked out, at unchanged offsets: what evidence is read
 * from, so that words in prose prove nothing. Works for half-typed texts; a regular expression literal may confuse
 * it for the rest of its line at most, since plain strings end with their line.
 */
export function codeOnly(text: string, language: Language): string {
  const out: string[] = [];
  let kept = 0;
  let at = 0;
  while (at < text.length) {
    const end = blankEnd(text, at, language);
    if (end === at) {
      at++;
      continue;
    }
    out.push(text.slice(kept, at), text.slice(at, end).replace(/[^\n]/g, ' '));
    kept = at = end;
  }
  out.push(text.slice(kept));
  return out.join('');
}

/** End of the comment or string that begins at `at`; `at` itself where none begins. */
function blankEnd(text: string, at: number, language: Language): number {
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
