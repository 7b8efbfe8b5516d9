import type { Language } from '../model/facts.ts';
import type { Range } from '../model/range.ts';
import { depthsOf, isClosing, isOpening, openingOf, tokensOf, type Token } from './tokens.ts';

/** One statement that computes something: `dW2 = …`, `dW[i][j] += …`, `dW2: …` in a returned object, `return …`. */
export interface Statement {
  start: number;
  end: number;
  /** What is assigned to, without `const` and types; empty for a `return` or a bare expression. */
  target: Token[];
  operator: Token | null;
  /** The expression on the right. */
  value: Token[];
}

const assignments = ['=', '+=', '-=', '*=', '/=', '@='];

/** The offset of a place; lines and columns count from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', at);
    if (next === -1) return text.length;
    at = next + 1;
  }
  return Math.min(at + column - 1, text.length);
}

/** The statement of a site. */
export function statementAt(text: string, language: Language, range: Range): Statement {
  const start = offsetOf(text, range.line, range.column);
  const end = offsetOf(text, range.endLine, range.endColumn);
  return statementOf(tokensOf(text, language, start, end), start, end);
}

function statementOf(all: Token[], start: number, end: number): Statement {
  const tokens = [';', ','].includes(all.at(-1)?.text ?? '') ? all.slice(0, -1) : all;
  const depths = depthsOf(tokens);
  const find = (texts: string[]): number =>
    tokens.findIndex((token, i) => depths[i] === 0 && token.kind === 'symbol' && texts.includes(token.text));
  const last = tokens.at(-1)?.end ?? end;
  const equals = find(assignments);
  const at = equals >= 0 ? equals : find([':']);
  if (tokens[0]?.text === 'return') return { start, end: last, target: [], operator: null, value: tokens.slice(1) };
  if (at <= 0) return { start, end: last, target: [], operator: null, value: tokens };
  const before = tokens.slice(0, at).filter((token) => !['const', 'let', 'var'].includes(token.text));
  const colon = equals >= 0 ? before.findIndex((token, i) => token.text === ':' && depthsOf(before)[i] === 0) : -1;
  const target = colon > 0 ? before.slice(0, colon) : before;
  return { start, end: last, target, operator: tokens[at] ?? null, value: tokens.slice(at + 1) };
}

/** Every assignment and `return` of a function's body, in the order of the text. */
export function statementsIn(text: string, language: Language, body: Range): Statement[] {
  const start = offsetOf(text, body.line, body.column);
  const tokens = tokensOf(text, language, start, offsetOf(text, body.endLine, body.endColumn));
  const found: Statement[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const before = tokens[i - 1];
    const isFirst =
      !before ||
      /\n/.test(text.slice(before.end, tokens[i]!.start)) ||
      [';', '{'].includes(before.text) ||
      endsHead(tokens, i - 1);
    if (!isFirst || isClosing(tokens[i]) || tokens[i]!.text === ';') continue;
    const end = endOf(text, tokens, i);
    const part = tokens.slice(i, end + 1);
    const statement = statementOf(part, part[0]!.start, part.at(-1)!.end);
    const isReturn = part[0]!.text === 'return';
    const assigns = statement.operator !== null && assignments.includes(statement.operator.text);
    if ((isReturn || assigns) && statement.value.length > 0) found.push(statement);
  }
  return found;
}

/** The bracket behind `for`, `if` or `while`: a statement may follow on the same line. */
function endsHead(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== ')') return false;
  return ['for', 'if', 'while'].includes(tokens[openingOf(tokens, at) - 1]?.text ?? '');
}

/** Index of the last token of the statement that begins at `first`. */
function endOf(text: string, tokens: readonly Token[], first: number): number {
  let depth = 0;
  for (let i = first; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (isOpening(token)) depth++;
    else if (isClosing(token) && --depth < 0) return i - 1;
    if (depth > 0) continue;
    if (token.text === ';') return i - 1;
    const next = tokens[i + 1];
    if (next && /\n/.test(text.slice(token.end, next.start)) && !goesOn(token, next)) return i;
  }
  return tokens.length - 1;
}

/** An operator at the end of a line or at the start of the next one carries a statement on. */
function goesOn(token: Token, next: Token): boolean {
  const joins = (one: Token): boolean =>
    one.kind === 'symbol' && /^(?:[-+*/%.?:=<>&|@]|\*\*|=>|\?\.|&&|\|\||\+=|-=)$/.test(one.text);
  return joins(token) || (joins(next) && next.text !== '@');
}
