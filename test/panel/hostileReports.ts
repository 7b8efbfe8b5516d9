import type { Report } from '../../src/model/report.ts';

/** What a name or a message of somebody's code may hold. Each sets a mark if it is ever taken for more than text. */
export const markups = [
  '<img src=x onerror="globalThis.executed=1">',
  '</h1></main></div><script>globalThis.executed=1</script>',
  '"><svg onload="globalThis.executed=1">',
  "' onmouseover='globalThis.executed=1",
  '<iframe srcdoc="<script>parent.executed=1</script>"></iframe>',
  '<a href="javascript:globalThis.executed=1">press</a>',
  '[press](command:workbench.action.quit)',
  '{0}{1} ${globalThis.executed=1} {{executed}}',
  '<style>* { display: none }</style>',
  '&lt;b&gt; &amp; <b>bold</b> <!-- ',
  ']]><script>globalThis.executed=1</script>',
  '\u202Eright to left\u2066 \u0000 \u001B[2J \uD800',
];

/** Numbers that no picture can show, as they travel and as they are. */
export const oddNumbers = ['NaN', 'Infinity', '-Infinity', 1.7e308, -1.7e308, 5e-324, 0, NaN, Infinity, -Infinity];

/** What may stand where something else should. */
const oddValues: unknown[] = [
  ...oddNumbers,
  ...markups,
  'x'.repeat(20_000),
  '',
  null,
  undefined,
  true,
  -1,
  1.5,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { length: 3 },
  [1, 2, 3],
  { __proto__: null, toString: null },
];

type Path = (string | number)[];

/** Every field and element of a value, by its path. Of long lists the first and the last few stand for all. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value)
    ? [...value.keys()].filter((at) => at < 2 || at >= value.length - 1)
    : Object.keys(value);
  return names.flatMap((name) => {
    const here = [...path, name];
    return [here, ...pathsIn((value as Record<string | number, unknown>)[name], here)];
  });
}

/** A copy in which some places hold something odd, or nothing at all. */
export function mutated<T>(value: T, changes: readonly { place: number; odd: number }[]): T {
  const copy = structuredClone(value);
  for (const { place, odd } of changes) {
    const paths = pathsIn(copy);
    const path = paths[place % paths.length] ?? [];
    const holder = holderOf(copy, path);
    const at = odd % (oddValues.length + 1);
    if (at === oddValues.length) Reflect.deleteProperty(holder, path.at(-1) ?? '');
    else holder[path.at(-1) ?? ''] = oddValues[at];
  }
  return copy;
}

/** A copy whose texts are all replaced; words that mean something to the page and places in files stay. */
export function withTexts(report: Report, text: (path: Path) => string): Report {
  return replaced(report, (old, path) => (typeof old === 'string' && !isWord(path) ? text(path) : old));
}

/** A copy whose measured numbers are all replaced; sizes, positions and places stay. */
export function withNumbers(report: Report, number: () => unknown): Report {
  return replaced(report, (old, path) =>
    path.some((name) => measured.has(String(name))) && isNumber(old) ? number() : old,
  );
}

function replaced(report: Report, change: (old: unknown, path: Path) => unknown): Report {
  const copy = structuredClone(report);
  for (const path of allPaths(copy)) {
    const holder = holderOf(copy, path);
    holder[path.at(-1) ?? ''] = change(holder[path.at(-1) ?? ''], path);
  }
  return copy;
}

function allPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const names = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return names.flatMap((name) => allPaths((value as Record<string | number, unknown>)[name], [...path, name]));
}

function holderOf(value: unknown, path: Path): Record<string | number, unknown> {
  return path.slice(0, -1).reduce((at, name) => (at as Record<string | number, unknown>)[name], value) as Record<
    string | number,
    unknown
  >;
}

const words = new Set([
  'language',
  'verdict',
  'doubt',
  'method',
  'grade',
  'confidence',
  'severity',
  'source',
  'role',
  'dtype',
  'kind',
  'values',
]);

function isWord(path: Path): boolean {
  const name = String(path.at(-1));
  // Numbers that travel as words stand where numbers do.
  return words.has(name) || measured.has(name) || path.some((one) => measured.has(String(one)));
}

const measured = new Set([
  ...['analytic', 'numeric', 'residual', 'error', 'reference', 'referenceError', 'difference', 'boldDifference'],
  ...['bound', 'median', 'noise', 'cost'],
]);

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || ['NaN', 'Infinity', '-Infinity'].includes(value as string);
}
