import type TS from 'typescript';
import type { Context } from './context.ts';

/** What the comments before a definition say. */
export interface CommentFacts {
  doc: string | null;
  tag: string | null;
  ignored: boolean;
}

/** Reads the comments before `host`, the statement or member that a definition stands in. */
export function commentsOf(context: Context, host: TS.Node): CommentFacts {
  const ranges = context.ts.getLeadingCommentRanges(context.text, host.pos) ?? [];
  const start = context.start(host);
  let near = ranges.length;
  let edge = start;
  while (near > 0) {
    const range = ranges[near - 1];
    if (!range || blankLines(context.text.slice(range.end, edge)) > 1) break;
    edge = range.pos;
    near--;
  }
  const texts = ranges.slice(near).map((range) => cleaned(context.text.slice(range.pos, range.end)));
  const doc = texts.join('\n').trim();
  const firstLine = context.text.slice(start, lineEnd(context.text, start));
  return { doc: doc === '' ? null : doc, tag: tagOf(doc), ignored: /gradcheck-ignore/.test(doc + firstLine) };
}

/** The text behind `@gradcheck`, up to the next tag or an empty line. */
export function tagOf(doc: string): string | null {
  const at = doc.search(/@gradcheck\b(?!-)/);
  if (at < 0) return null;
  const rest = doc.slice(at + '@gradcheck'.length);
  const end = rest.search(/\n\s*(?:@[a-z]|\n|$)/i);
  const lines = (end < 0 ? rest : rest.slice(0, end)).split('\n');
  return lines
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

/** A comment without its marks: no slashes, no leading stars. */
export function cleaned(comment: string): string {
  if (comment.startsWith('//')) return comment.replace(/^\/\/+ ?/, '').trimEnd();
  const inner = withoutStarsAtEnd(comment.replace(/^\/\*+/, '').replace(/\*\/$/, ''));
  return inner
    .split('\n')
    .map((line) => line.replace(/^[ \t]*\*+ ?/, '').trimEnd())
    .join('\n')
    .trim();
}

function withoutStarsAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === '*') end--;
  return text.slice(0, end);
}

function blankLines(text: string): number {
  return text.split('\n').length - 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** What a doc comment says about one parameter. */
export interface ParameterDoc {
  type: string | null;
  doc: string | null;
  optional: boolean;
  defaultText: string | null;
}

/**
 * Reads `@param {number[][]} x - …` and lines such as `x: input of shape (N, D)`, `- w -- weights (D, M)`.
 * The words that follow on lines of their own belong to the same parameter.
 */
export function parameterDocs(doc: string, names: readonly string[]): Map<string, ParameterDoc> {
  const found = new Map<string, ParameterDoc>();
  let current: ParameterDoc | null = null;
  for (const line of doc.split('\n')) {
    const named = tagged(line) ?? listed(line, names);
    if (named) {
      const name = named.name.split('.')[0] ?? named.name;
      const known = found.get(name);
      current = known ?? named.facts;
      if (known) known.doc = joined(known.doc, line.trim());
      else found.set(name, named.facts);
    } else if (/^\s*@/.test(line) || line.trim() === '') current = null;
    else if (current && /^\s/.test(line)) current.doc = joined(current.doc, line.trim());
  }
  return found;
}

function joined(first: string | null, second: string): string {
  return first === null ? second : `${first} ${second}`;
}

function tagged(line: string): { name: string; facts: ParameterDoc } | null {
  const start = /^\s*@(?:param|arg|argument)\s+/.exec(line);
  if (!start) return null;
  let rest = line.slice(start[0].length);
  let type: string | null = null;
  if (rest.startsWith('{')) {
    const end = closingBrace(rest);
    type = rest.slice(1, end).trim();
    rest = rest.slice(end + 1).trim();
  }
  const head = /^(\[?)([\w$.]+)/.exec(rest);
  if (!head) return null;
  const [whole, bracket, name = ''] = head;
  const { defaultText, words } = afterName(rest.slice(whole.length));
  const optional = bracket === '[' || (type?.endsWith('=') ?? false);
  const facts = { type, doc: words.trim() || null, optional, defaultText: defaultText?.trim() ?? null };
  return { name, facts };
}

/** `=default] - words` behind a name. */
function afterName(text: string): { defaultText: string | undefined; words: string } {
  const equals = /^\s*=/.exec(text);
  const close = text.indexOf(']');
  const end = equals && close < 0 ? text.length : Math.max(close, 0);
  const defaultText = equals ? text.slice(equals[0].length, end) : undefined;
  const rest = equals ? text.slice(end) : text;
  return { defaultText, words: rest.replace(/^\]?\s*[-–—:]*/, '') };
}

function closingBrace(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function listed(line: string, names: readonly string[]): { name: string; facts: ParameterDoc } | null {
  const match = /^\s*(?:[-*•]\s*)?`?([A-Za-z_$][\w$]*)`?(?:\s*(\([^)]*\)))?\s*(?::|--?|–|—|=|is\b)\s*(\S.*)$/.exec(
    line.slice(0, 500),
  );
  const name = match?.[1];
  if (!match || name === undefined || !names.includes(name)) return null;
  const words = [match[2], match[3]].filter((part) => part !== undefined).join(' ');
  return { name, facts: { type: null, doc: words.trim(), optional: false, defaultText: null } };
}
