import type { FunctionFacts, Language } from '../../model/facts.ts';

/** Text to put into a document: replaces lines and columns from 1, the end exclusive. */
export interface Insertion {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  text: string;
}

/** Writes `@gradcheck tag` into the doc comment of a function, in place of an earlier tag; makes the comment where there is none. */
export function tagInsertion(text: string, language: Language, one: FunctionFacts, tag: string): Insertion {
  const lines = text.split(/\r\n|\r|\n/);
  return language === 'python' ? pythonTag(lines, one, tag) : scriptTag(lines, one, tag);
}

/** The comment line that keeps a pair from being found, above its backward function. */
export function ignoreInsertion(text: string, language: Language, one: FunctionFacts): Insertion {
  const lines = text.split(/\r\n|\r|\n/);
  const mark = language === 'python' ? '#' : '//';
  return before(one.range.line, `${indentOf(lines, one.range.line)}${mark} gradcheck-ignore\n`);
}

function scriptTag(lines: string[], one: FunctionFacts, tag: string): Insertion {
  const first = one.range.line;
  const indent = indentOf(lines, first);
  const above = lines[first - 2] ?? '';
  const end = above.lastIndexOf('*/');
  const start = end === -1 ? null : commentStart(lines, first - 1);
  if (start === null) return before(first, `${indent}/** @gradcheck ${tag} */\n`);
  const old = oldTag(lines, start, first - 1);
  if (old) return { ...old, text: `@gradcheck ${tag}${old.tail}` };
  if (start === first - 1) {
    const inner = above.slice(above.indexOf('/**') + 3, end).trim();
    const body = inner === '' ? '' : `${indent} * ${inner}\n`;
    return replaceLine(start, above, `${indent}/**\n${body}${indent} * @gradcheck ${tag}\n${indent} */`);
  }
  const last = first - 1;
  const isAlone = above.slice(0, end).trim() === '';
  if (isAlone) return before(last, `${indent} * @gradcheck ${tag}\n`);
  return replaceLine(last, above, `${above.slice(0, end).trimEnd()}\n${indent} * @gradcheck ${tag}\n${indent} */`);
}

/** The line where a doc comment that ends at `last` begins; null where it is no doc comment. */
function commentStart(lines: string[], last: number): number | null {
  for (let line = last; line >= 1; line--) {
    const text = lines[line - 1] ?? '';
    if (text.includes('/**')) return line;
    if (line < last && text.includes('*/')) return null;
  }
  return null;
}

function pythonTag(lines: string[], one: FunctionFacts, tag: string): Insertion {
  const quotes = docstringQuotes(lines, one);
  if (!quotes) {
    const after = bodyLine(lines, one);
    return before(after, `${indentOf(lines, after)}"""@gradcheck ${tag}"""\n`);
  }
  const old = oldTag(lines, quotes.start, quotes.end);
  if (old) return { ...old, text: `@gradcheck ${tag}${old.tail}` };
  const indent = indentOf(lines, quotes.start);
  const closing = lines[quotes.end - 1] ?? '';
  const at = closing.lastIndexOf(quotes.mark);
  const text =
    closing.slice(0, at).trim() === ''
      ? `${indent}@gradcheck ${tag}\n${indent}`
      : `\n\n${indent}@gradcheck ${tag}\n${indent}`;
  const column = closing.slice(0, at).trim() === '' ? 1 : at + 1;
  return { line: quotes.end, column, endLine: quotes.end, endColumn: at + 1, text };
}

/** First line of the body: the one below the colon that ends the signature. */
function bodyLine(lines: string[], one: FunctionFacts): number {
  for (let line = one.nameRange.line; line < one.range.endLine; line++) {
    if (/:\s*(?:#.*)?$/.test(lines[line - 1] ?? '')) return line + 1;
  }
  return one.nameRange.line + 1;
}

function docstringQuotes(lines: string[], one: FunctionFacts): { start: number; end: number; mark: string } | null {
  const start = bodyLine(lines, one);
  const first = lines[start - 1] ?? '';
  const mark = /^\s*[rRuU]?("""|''')/.exec(first)?.[1];
  if (!mark) return null;
  if (first.indexOf(mark) !== first.lastIndexOf(mark)) return { start, end: start, mark };
  for (let line = start + 1; line <= one.range.endLine; line++) {
    if ((lines[line - 1] ?? '').includes(mark)) return { start, end: line, mark };
  }
  return null;
}

/** An earlier tag up to the end of its line; `tail` closes a comment that ends on the same line. */
function oldTag(lines: string[], first: number, last: number): (Omit<Insertion, 'text'> & { tail: string }) | null {
  for (let line = first; line <= last; line++) {
    const text = lines[line - 1] ?? '';
    const at = text.indexOf('@gradcheck');
    if (at === -1) continue;
    const tail = text.slice(at + withoutEnd(text.slice(at)).length);
    return { line, column: at + 1, endLine: line, endColumn: text.length + 1, tail };
  }
  return null;
}

/** A line without what closes a comment at its end, and the blanks before that. */
function withoutEnd(text: string): string {
  const closing = ['*/', '"""', "'''"].find((end) => text.trimEnd().endsWith(end));
  return closing === undefined ? text : text.trimEnd().slice(0, -closing.length).trimEnd();
}

function indentOf(lines: string[], line: number): string {
  return /^\s*/.exec(lines[line - 1] ?? '')?.[0] ?? '';
}

function before(line: number, text: string): Insertion {
  return { line, column: 1, endLine: line, endColumn: 1, text };
}

function replaceLine(line: number, old: string, text: string): Insertion {
  return { line, column: 1, endLine: line, endColumn: old.length + 1, text };
}
