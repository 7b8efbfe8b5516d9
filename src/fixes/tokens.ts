import type { Language } from '../model/facts.ts';

/** One word of a source text; comments and blanks are none. */
export interface Token {
  kind: 'number' | 'name' | 'string' | 'symbol';
  text: string;
  /** Offsets into the text, the end exclusive. */
  start: number;
  end: number;
}

const number = String.raw`0[xX][\da-fA-F]+|(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
const name = String.raw`[\p{L}_$#][\p{L}\p{N}_$]*`;
const scriptString = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|` + '`(?:[^`\\\\]|\\\\[^])*`';
const pythonString = String.raw`"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
const symbol = String.raw`>>>=|===|!==|\*\*=|\.\.\.|=>|==|!=|<=|>=|\+=|-=|\*=|/=|@=|\*\*|\+\+|--|&&|\|\||\?\?|\?\.|[^\s]`;

const script = new RegExp(
  String.raw`(?<skip>\s+|//[^\n]*|/\*[^]*?\*/)|(?<string>${scriptString})|(?<number>${number})|(?<name>${name})|(?<symbol>${symbol})`,
  'uy',
);
const python = new RegExp(
  String.raw`(?<skip>\s+|#[^\n]*|\\\n)|(?<string>[rRbBfFuU]{0,2}(?:${pythonString}))|(?<number>${number})|(?<name>${name})|(?<symbol>//=?|${symbol})`,
  'uy',
);

/** The words of a stretch of source text. A half-typed text is fine: what is not understood is a symbol. */
export function tokensOf(text: string, language: Language, start = 0, end = text.length): Token[] {
  const pattern = language === 'python' ? python : script;
  const tokens: Token[] = [];
  pattern.lastIndex = start;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (!groups) break;
    const kind = (['string', 'number', 'name', 'symbol'] as const).find((one) => groups[one] !== undefined);
    if (kind) tokens.push({ kind, text: groups[kind] ?? '', start: from, end: pattern.lastIndex });
  }
  return tokens.filter((token) => token.end <= end);
}

const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

export function isOpening(token: Token | undefined): boolean {
  return token !== undefined && token.text in closers && token.kind === 'symbol';
}

export function isClosing(token: Token | undefined): boolean {
  return token?.kind === 'symbol' && [')', ']', '}'].includes(token.text);
}

/** Index of the bracket that closes the one at `open`; -1 where there is none. */
export function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (isOpening(tokens[i])) depth++;
    else if (isClosing(tokens[i]) && --depth === 0) return i;
  }
  return -1;
}

/** Index of the bracket that `close` closes; -1 where there is none. */
export function openingOf(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (isClosing(tokens[i])) depth++;
    else if (isOpening(tokens[i]) && --depth === 0) return i;
  }
  return -1;
}

/** For every token, how many brackets it stands in (a bracket itself stands outside of its own pair). */
export function depthsOf(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.map((token) => {
    if (isClosing(token)) depth--;
    const here = depth;
    if (isOpening(token)) depth++;
    return here;
  });
}

/** The text from the first to the last of some tokens, as it is written. */
export function written(text: string, tokens: readonly Token[]): string {
  const [first] = tokens;
  const last = tokens.at(-1);
  return first && last ? text.slice(first.start, last.end) : '';
}

/**
 * The operand that ends before `at` or starts there: a name or a number with its calls, indices and fields, or a group.
 * @returns indices of its first and last token; null where none stands there
 */
export function operandBefore(tokens: readonly Token[], at: number): [number, number] | null {
  let i = at - 1;
  if (i < 0) return null;
  for (;;) {
    const token = tokens[i];
    if (token?.text === '!') i--;
    else if (isClosing(token)) {
      i = openingOf(tokens, i) - 1;
      if (i < -1) return null;
      const before = tokens[i];
      const isPart = before !== undefined && (before.kind === 'name' || isClosing(before) || before.text === '!');
      if (!isPart || isKeyword(before)) return [i + 1, at - 1];
    } else if (token && token.kind !== 'symbol') {
      const before = tokens[i - 1]?.text;
      if (before !== '.' && before !== '?.') return [i, at - 1];
      i -= 2;
    } else return null;
    if (i < 0) return null;
  }
}

/** See `operandBefore`; a sign in front is part of it. */
export function operandAfter(tokens: readonly Token[], at: number): [number, number] | null {
  let i = at;
  while (['-', '+', '!'].includes(tokens[i]?.text ?? '')) i++;
  const first = tokens[i];
  if (!first) return null;
  if (isOpening(first)) i = closingOf(tokens, i);
  else if (first.kind === 'symbol') return null;
  if (i < 0) return null;
  for (;;) {
    const next = tokens[i + 1];
    if (next?.text === '.' || next?.text === '?.') i += 2;
    else if (next?.text === '!' && next.start === tokens[i]?.end) i++;
    else if (next && (next.text === '(' || next.text === '[')) {
      const close = closingOf(tokens, i + 1);
      if (close < 0) return [at, i];
      i = close;
    } else return [at, Math.min(i, tokens.length - 1)];
  }
}

const keywords = new Set(['return', 'in', 'of', 'and', 'or', 'not', 'if', 'else', 'for', 'lambda', 'yield', 'await']);

function isKeyword(token: Token): boolean {
  return keywords.has(token.text);
}
