import type { FixCandidate, Scene } from './candidate.ts';
import { offsetOf, type Statement } from './statements.ts';
import { written } from './tokens.ts';

/** What one call leaves is added to by the next: assign where += stands, or clear at the start of backward. */
export function clearFixes(scene: Scene, statement: Statement): FixCandidate[] {
  const { operator, target } = statement;
  const assigned: FixCandidate[] =
    operator?.text === '+=' ? [{ words: { kind: 'assign' }, change: { ...operator, text: '=' } }] : [];
  const open = target.findIndex((token) => token.text === '[');
  const name = written(scene.text, open < 0 ? target : target.slice(0, open)).replaceAll('!', '');
  const first = scene.statements[0];
  if (name === '' || !first) return assigned;
  const start = Math.min(lineStart(scene.text, first.start), bodyStart(scene) ?? Infinity);
  const indent = /^[ \t]*/.exec(scene.text.slice(lineStart(scene.text, first.start)))?.[0] ?? '';
  const cleared = clearings(scene, name).map((line): FixCandidate => ({
    words: { kind: 'clear', what: name },
    change: { start, end: start, text: `${indent}${line}\n` },
  }));
  return open < 0 ? [...assigned, ...cleared] : [...cleared, ...assigned];
}

/** An example that overwrites the one before it. */
export function accumulateFixes({ leaf }: Scene, { operator, target }: Statement): FixCandidate[] {
  const isIndexed = target.findLast((token) => token.text !== '!')?.text === ']';
  if (operator?.text !== '=' || !(isIndexed || leaf.shape.length === 0)) return [];
  return [{ words: { kind: 'accumulate' }, change: { ...operator, text: '+=' } }];
}

function clearings({ isPython, leaf }: Scene, name: string): string[] {
  if (isPython) return [`${name}[...] = 0`, `${name} = 0`];
  if (leaf.shape.length === 0) return [`${name} = 0;`];
  return [`${name}.fill(0);`, `${name}.forEach((row) => row.fill(0));`];
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The line below the brace that opens backward; null in Python, where a docstring may stand first. */
function bodyStart({ text, body, isPython }: Scene): number | null {
  if (isPython) return null;
  const open = /\)[^(){}=]*(?:=>\s*)?\{[ \t]*\n/.exec(text.slice(offsetOf(text, body.line, body.column)));
  return open ? offsetOf(text, body.line, body.column) + open.index + open[0].length : null;
}
