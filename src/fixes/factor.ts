import type { Change, FixCandidate, Scene } from './candidate.ts';
import type { Statement } from './statements.ts';
import { isOpening, operandAfter, operandBefore, openingOf, written, type Token } from './tokens.ts';
import { sizes } from './scope.ts';
import { wrapEntries } from './wrap.ts';

/** Changes that multiply what a statement computes by 1 / c: the gradient is c × what the cost says. */
export function factorFixes(scene: Scene, statement: Statement, c: number): FixCandidate[] {
  if (!Number.isFinite(c) || c === 0) return [];
  if (c === -1) return signFixes(scene, statement);
  return [
    ...literalFixes(scene, statement, c),
    ...divisionFixes(scene, statement, c),
    ...newFactors(scene, statement, c),
  ];
}

/** A number in the code that carries the factor: 2 * x becomes x, 2 / m becomes 1 / m, x / 4 becomes x / 2. */
export function literalFixes(scene: Scene, { value }: Statement, c: number): FixCandidate[] {
  return value.flatMap((token, at): FixCandidate[] => {
    if (token.kind !== 'number' || !isFactor(value, at)) return [];
    const old = Number(token.text.replaceAll('_', ''));
    const isBelow = standsBelow(value, at);
    const wanted = isBelow ? old * c : old / c;
    const text = short(wanted);
    if (text === null || wanted === old) return [];
    const dropped = wanted === 1 ? withoutFactor(value, at, at) : null;
    if (dropped) return [{ words: { kind: 'drop', what: token.text }, change: dropped }];
    const to = token.text.endsWith('.') && !text.includes('.') ? `${text}.` : text;
    const change = { start: token.start, end: token.end, text: to };
    return [{ words: { kind: 'replace', from: token.text, to }, change }];
  });
}

/** c = 1/n: a division too many. */
function divisionFixes(scene: Scene, { value }: Statement, c: number): FixCandidate[] {
  if (Math.abs(c) >= 1) return [];
  return value.flatMap((token, at): FixCandidate[] => {
    if (token.text !== '/') return [];
    const below = operandAfter(value, at + 1);
    if (!below) return [];
    const divisor = written(scene.text, value.slice(below[0], below[1] + 1));
    const above = value[at - 1];
    const end = value[below[1]]!.end;
    const change = { start: above?.end ?? token.start, end, text: '' };
    return [{ words: { kind: 'drop', what: `/ ${divisor}` }, change }];
  });
}

/** A factor that is not in the line at all. */
function newFactors(scene: Scene, statement: Statement, c: number): FixCandidate[] {
  const times = short(1 / c);
  if (times !== null && ['2', '0.5', '-0.5', '-2'].includes(times)) {
    const changes = wrapEntries(scene, statement, (v) =>
      Math.abs(c) > 1 ? `${v} / ${short(c) ?? ''}` : `${times} * ${v}`,
    );
    const words =
      Math.abs(c) > 1 ? ({ kind: 'divide', by: short(c) ?? '' } as const) : ({ kind: 'multiply', by: times } as const);
    return [...sizeFactors(scene, statement, c), ...changes.map((change) => ({ words, change }))];
  }
  return sizeFactors(scene, statement, c);
}

/** A mean whose division, or a sum whose factor, is missing: the number of examples under the names that it has. */
function sizeFactors(scene: Scene, statement: Statement, c: number): FixCandidate[] {
  const size = c > 1 ? c : 1 / c;
  if (c < 0 || Math.abs(size - Math.round(size)) > 1e-6) return [];
  return sizes(scene).flatMap((name) =>
    wrapEntries(scene, statement, (v) => (c > 1 ? `${v} / ${name}` : `${v} * ${name}`)).map((change) => ({
      words: c > 1 ? ({ kind: 'divide', by: name } as const) : ({ kind: 'multiply', by: name } as const),
      change,
    })),
  );
}

function signFixes(scene: Scene, statement: Statement): FixCandidate[] {
  const { value, operator } = statement;
  const found: FixCandidate[] = [];
  if (operator && ['+=', '-='].includes(operator.text)) {
    const to = operator.text === '+=' ? '-=' : '+=';
    found.push({ words: { kind: 'replace', from: operator.text, to }, change: { ...operator, text: to } });
  }
  value.forEach((token, at) => {
    if (token.text !== '-') return;
    const right = operandAfter(value, at + 1);
    const left = isUnary(value, at) ? null : operandBefore(value, at);
    if (isUnary(value, at)) {
      const next = value[at + 1];
      if (next)
        found.push({ words: { kind: 'drop', what: '-' }, change: { start: token.start, end: next.start, text: '' } });
    } else if (left && right) found.push(swapped(scene.text, value, left, right));
  });
  const negated = wrapEntries(
    scene,
    statement,
    (v) => `-${/^[\p{L}\p{N}_$.]+$/u.test(v) || v.startsWith('(') ? v : `(${v})`}`,
  );
  return [...found, ...negated.map((change) => ({ words: { kind: 'negate' } as const, change }))];
}

/** y − a becomes a − y. */
function swapped(text: string, value: Token[], left: [number, number], right: [number, number]): FixCandidate {
  const [one, other] = [left, right].map(([from, to]) => written(text, value.slice(from, to + 1)));
  const change = {
    start: value[left[0]]!.start,
    end: value[right[1]]!.end,
    text: `${other ?? ''} - ${one ?? ''}`,
  };
  return { words: { kind: 'swap', what: written(text, value.slice(left[0], right[1] + 1)) }, change };
}

/** Removes one factor with the operator that joins it: `2 * x`, `x * 2`, `x / 2`; null where it cannot go alone. */
function withoutFactor(value: readonly Token[], from: number, to: number): Change | null {
  const before = value[from - 1];
  const after = value[to + 1];
  const [first, last] = [value[from]!, value[to]!];
  if (after?.text === '*' && before?.text !== '/' && before?.text !== '**') {
    return { start: first.start, end: value[to + 2]?.start ?? after.end, text: '' };
  }
  if (before?.text === '*' || before?.text === '/') {
    const previous = value[from - 2];
    return { start: previous?.end ?? before.start, end: last.end, text: '' };
  }
  return null;
}

/** A number that multiplies or divides: no index, no power, no term of a sum. */
function isFactor(value: readonly Token[], at: number): boolean {
  const joins = (token: Token | undefined): boolean => token?.text === '*' || token?.text === '/';
  if (value[at - 1]?.text === '**' || value[at + 1]?.text === '**') return false;
  if (joins(value[at - 1]) || joins(value[at + 1])) return true;
  // An argument by itself: scale(2), mul(2).
  return value[at - 1]?.text === '(' && value[at + 1]?.text === ')' && value[at - 2]?.kind === 'name';
}

/** True below a fraction line, counted through the brackets around. */
function standsBelow(value: readonly Token[], at: number): boolean {
  let below = value[at - 1]?.text === '/';
  for (let i = at - 1; i >= 0; i--) {
    if (value[i]?.text === ')' || value[i]?.text === ']') i = openingOf(value, i);
    else if (isOpening(value[i])) {
      if (value[i]?.text !== '(') return below;
      if (value[i - 1]?.text === '/') below = !below;
    }
  }
  return below;
}

function isUnary(value: readonly Token[], at: number): boolean {
  const before = value[at - 1];
  return (
    !before ||
    isOpening(before) ||
    (before.kind === 'symbol' && !/^[)\]}!]$/.test(before.text)) ||
    before.text === 'return'
  );
}

/** A number that a person would write; null where it is none. */
function short(x: number): string | null {
  const text = String(Number(x.toPrecision(12)));
  return text.length <= 6 && !text.includes('e') ? text : null;
}
