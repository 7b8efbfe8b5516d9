import type { SyntaxNode } from '@lezer/common';
import { stringOf } from './literals.ts';
import { children, type Source } from './source.ts';

/** The docstring of a function, class or module body, without its quotes. */
export function docstringOf(source: Source, body: SyntaxNode | null): string | null {
  const first = body && children(body).find((child) => child.name !== ':' && child.name !== 'Comment');
  if (first?.name !== 'ExpressionStatement') return null;
  const content = first.firstChild;
  if (content?.name !== 'String') return null;
  return stringOf(source.of(content)) ?? null;
}

/**
 * What a docstring says about each parameter. Understands the styles of the Deep Learning course (`W -- weights, of
 * shape (n, m)`), CS231n (`- x: Input data, of shape (N, D)`), Google (`x (np.ndarray): …`), NumPy (`x : ndarray`
 * with an indented text below) and Sphinx (`:param x: …`). A line may speak for several names: `gamma, beta: …`.
 * What is said about the keys of a dictionary is left out: their shapes are not the dictionary's.
 */
export function parameterDocs(doc: string | null, names: string[]): Map<string, string> {
  const found = new Map<string, string>();
  if (!doc) return found;
  const known = new Set(names);
  let open: { names: string[]; indent: number; isDictionary: boolean } | null = null;
  for (const written of doc.split('\n').slice(0, 400)) {
    if (written.length > 500) continue;
    const line = withSymbols(written);
    const indent = line.length - line.trimStart().length;
    const entry = entryOf(line.trim(), known);
    if (entry) {
      const names = entry.names.filter((name) => !found.has(name));
      open = { names, indent, isDictionary: /\bdict(?:ionary)?\b/i.test(entry.text) };
      for (const name of open.names) found.set(name, entry.text);
    } else if (open && line.trim() !== '' && indent > open.indent) {
      if (open.isDictionary) continue;
      for (const name of open.names) found.set(name, `${found.get(name) ?? ''}\n${line.trim()}`);
    } else if (line.trim() !== '') open = null;
  }
  return found;
}

/** "(N, d_1, ..., d_k)" says that the axes behind N are flattened; with D = d_1 · … · d_k one axis of D is the same. */
const anyDimensions = /\bd_?1, ?(?:d_?2, ?)?\.\.\., ?d_?[kKnD]\b/g;

/** Sizes in words, as the Deep Learning course writes them, become symbols, so that equal ones read alike. */
function withSymbols(line: string): string {
  return line
    .replace(anyDimensions, 'D')
    .replace(/\(([a-z]),\)/g, (_, symbol: string) => `(${symbol.toUpperCase()},)`)
    .replace(
      /\bsize of (?:the )?(current|previous|next|hidden|input|output) layer\b/gi,
      (_, which: string) => `n_${which.toLowerCase()}`,
    )
    .replace(/\b(?:the )?number of (?:training )?(?:examples|samples)\b/gi, 'm');
}

/** Splits `x, w: text` into the names and the text; null where the line does not begin with a known name. */
function entryOf(line: string, known: ReadonlySet<string>): { names: string[]; text: string } | null {
  const start = line.replace(/^[-*•]\s+/, '').replace(/^[:@]param\s+/, '');
  const isSphinx = /^[:@]param\s/.test(line);
  const separator = isSphinx ? start.indexOf(':') : separatorOf(start, known);
  if (separator < 0) return null;
  let head = start.slice(0, separator).trim();
  let type = '';
  const paren = head.indexOf('(');
  if (paren > 0) {
    type = head.slice(paren);
    head = head.slice(0, paren).trim();
  }
  if (isSphinx) head = head.split(/\s+/).at(-1) ?? '';
  const names = head.split(/\s*,\s*|\s+and\s+/).map((name) => name.replace(/^[`'"*]+|[`'"*]+$/g, ''));
  if (names.length === 0 || !names.every((name) => known.has(name))) return null;
  const text = start.slice(separator).replace(/^\s*(?:--+|[:=-]|is\b|are\b)\s*/, '');
  return { names, text: type ? `${type} ${text}` : text };
}

/** Where the names end: at ' -- ', ' - ', ':' or '=', outside parentheses, or at 'is' (`hprev is Hx1 array of …`). */
function separatorOf(line: string, known: ReadonlySet<string>): number {
  const sentence = /^(\w+(?:\s*(?:,|\band\b)\s*\w+)*)\s+(?:is|are)\s/.exec(line);
  if (sentence?.[1]?.split(/\s*,\s*|\s+and\s+/).every((name) => known.has(name))) return sentence[1].length;
  let depth = 0;
  for (let i = 0; i < Math.min(line.length, 160); i++) {
    const character = line[i];
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (depth === 0 && (character === ':' || character === '=')) return i;
    else if (depth === 0 && character === '-' && /^-+\s/.test(line.slice(i, i + 6))) return i;
  }
  return -1;
}

/** The text behind `@gradcheck` in a docstring: to the end of its paragraph; lines are joined. */
export function tagOf(doc: string | null): string | null {
  const at = doc?.indexOf('@gradcheck') ?? -1;
  if (!doc || at < 0) return null;
  const rest = doc.slice(at + '@gradcheck'.length);
  if (/^[\w-]/.test(rest)) return null;
  const lines: string[] = [];
  for (const line of rest.split('\n')) {
    const text = line.trim();
    if (lines.length > 0 && (text === '' || text.startsWith('@') || text.startsWith(':'))) break;
    lines.push(text);
  }
  return lines.join(' ').trim();
}
