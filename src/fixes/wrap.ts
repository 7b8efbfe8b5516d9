import type { Change, Scene } from './candidate.ts';
import type { Statement } from './statements.ts';
import { depthsOf, written, type Token } from './tokens.ts';

/** How one number is changed: `v` stands for its text. */
export type EntryChange = (v: string, index: string) => string;

/** Ways to write one arithmetic change of every entry of a statement's value, simplest first. */
export function wrapEntries(scene: Scene, statement: Statement, change: EntryChange): Change[] {
  const { value } = statement;
  const first = value[0];
  const end = value.at(-1)?.end;
  if (!first || end === undefined) return [];
  const text = written(scene.text, value);
  const whole = { start: first.start, end, text: change(grouped(text, value), indexOf(scene.text, statement)) };
  // NumPy's arrays are changed as numbers are, and so is one entry.
  if (scene.isPython || isOneNumber(scene, statement)) return [whole];
  return [...lambdaBodies(scene, value, change), ...mapped(scene, statement, text, change), whole];
}

/** The text of a value, in brackets where an operator behind it would take only a part of it. */
export function grouped(text: string, tokens: readonly Token[]): string {
  const depths = depthsOf(tokens);
  const isLoose = tokens.some(
    (token, i) =>
      depths[i] === 0 && i > 0 && /^(?:[-+<>?]|=>|==|===|!=|!==|<=|>=|&&|\|\||\?\?|if|lambda|or|and)$/.test(token.text),
  );
  return isLoose || tokens[0]?.text === '-' || tokens[0]?.text === 'lambda' ? `(${text})` : text;
}

/** `dW[i][j] += …`: a number, whatever the shape of the whole gradient. */
function isOneNumber({ leaf }: Scene, { target, operator }: Statement): boolean {
  return (
    leaf.shape.length === 0 ||
    ['+=', '-='].includes(operator?.text ?? '') ||
    target.findLast((token) => token.text !== '!')?.text === ']'
  );
}

/** The index of a target as it is written: '[i][j]' of `dW[i][j]`. */
function indexOf(text: string, { target }: Statement): string {
  const open = target.findIndex((token) => token.text === '[');
  return open < 0 ? '' : written(text, target.slice(open)).replaceAll('!', '');
}

/** The expressions of the innermost arrow functions: there the entries of nested arrays are computed. */
function lambdaBodies({ text }: Scene, value: readonly Token[], change: EntryChange): Change[] {
  const depths = depthsOf(value);
  const found: Change[] = [];
  value.forEach((token, at) => {
    if (token.text !== '=>' || value[at + 1]?.text === '{') return;
    const stop = value.findIndex(
      (other, i) => i > at && (depths[i]! < depths[at]! || (depths[i] === depths[at] && other.text === ',')),
    );
    const body = value.slice(at + 1, stop < 0 ? undefined : stop);
    const [first] = body;
    if (!first || body.some((other) => other.text === '=>')) return;
    found.push({ start: first.start, end: body.at(-1)!.end, text: change(grouped(written(text, body), body), '') });
  });
  return found;
}

/** A `map` behind the value, as deep as the gradient has axes. */
function mapped({ leaf }: Scene, { value }: Statement, text: string, change: EntryChange): Change[] {
  const [row, v, i, j] = fresh(text, ['row', 'v', 'i', 'j']);
  const indexed = change(v!, leaf.shape.length === 1 ? `[${i!}]` : `[${i!}][${j!}]`);
  const usesIndex = indexed !== change(v!, '');
  const start = value[0]!.start;
  const end = value.at(-1)!.end;
  const called = grouped(text, value);
  const arrow = (name: string, index: string): string => (usesIndex ? `(${name}, ${index})` : `(${name})`);
  if (leaf.shape.length === 1) return [{ start, end, text: `${called}.map(${arrow(v!, i!)} => ${indexed})` }];
  if (leaf.shape.length !== 2) return [];
  const inner = `${row!}.map(${arrow(v!, j!)} => ${indexed})`;
  return [{ start, end, text: `${called}.map(${arrow(row!, i!)} => ${inner})` }];
}

/** Names that a text does not use yet. */
function fresh(text: string, names: string[]): string[] {
  return names.map((name) => (new RegExp(`\\b${name}\\b`).test(text) ? `${name}2` : name));
}
