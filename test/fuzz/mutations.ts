import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';

/** Real forms of pairs to start from, in every language that discovery reads. */
export interface Seed {
  extension: string;
  text: string;
}

const folders = [
  'test/fixtures/discovery',
  'test/reach/cases',
  'test/reach/python',
  'test/reach/lookalikes',
  'examples',
];

/** Sources of a length that people write. */
export function seeds(): Seed[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:[mc]?[jt]sx?|py)$/.test(entry.name))
      .map((entry) => ({
        extension: extname(entry.name),
        text: readFileSync(join(entry.parentPath, entry.name), 'utf8').slice(0, 20_000),
      })),
  );
}

const odd = [
  '\0',
  '\uFEFF',
  '\r\n',
  '\u2028',
  '🎉',
  '`',
  '"',
  "'",
  '/*',
  '*/',
  '//',
  '${',
  '}',
  '{',
  '(',
  ')',
  '[',
  '<',
  '=>',
  '\\',
  '\t',
  '#',
  '"""',
  ':',
  '@gradcheck w: [',
  '∂',
  '\uD800',
];

/** Draws numbers below a bound. */
export type Draw = (bound: number) => number;

/** A small generator (mulberry32), so that a failure can be repeated by its seed. */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, bound);
  };
}

type Mutation = (text: string, draw: Draw, other: string) => string;

const mutations: Mutation[] = [
  (text, draw) => text.slice(0, draw(text.length)),
  (text, draw) => text.slice(draw(text.length)),
  (text, draw) => insert(text, draw(text.length), odd[draw(odd.length)]!),
  (text, draw) => withoutLine(text, draw),
  (text, draw) => swapLines(text, draw),
  (text, draw) => cut(text, draw(text.length), draw(60)),
  (text, draw) => insert(text, draw(text.length), text.slice(0, draw(400))),
  (text, draw, other) => insert(text, draw(text.length), other.slice(draw(other.length), draw(other.length))),
  (text, draw) => text.replaceAll(/[ \t]+/g, () => ' '.repeat(draw(9))),
  (text, draw) => text.replaceAll(/\b\w+\b/g, (word) => (draw(25) === 0 ? odd[draw(odd.length)]! : word)),
  (text, draw) => insert(text, draw(text.length), odd[draw(odd.length)]!.repeat(draw(2000))),
];

function insert(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at);
}

function cut(text: string, at: number, length: number): string {
  return text.slice(0, at) + text.slice(at + length);
}

function withoutLine(text: string, draw: Draw): string {
  const lines = text.split('\n');
  lines.splice(draw(lines.length), 1 + draw(3));
  return lines.join('\n');
}

function swapLines(text: string, draw: Draw): string {
  const lines = text.split('\n');
  const [one, other] = [draw(lines.length), draw(lines.length)];
  [lines[one], lines[other]] = [lines[other]!, lines[one]!];
  return lines.join('\n');
}

/** One to four mutations of a source. */
export function mutated(all: Seed[], draw: Draw): Seed {
  const { extension, text } = all[draw(all.length)]!;
  let result = text;
  for (let i = 0; i <= draw(4); i++) {
    result = mutations[draw(mutations.length)]!(result, draw, all[draw(all.length)]!.text);
  }
  return { extension, text: result };
}
