import type { Dtype } from '../zoo/algebra.ts';
import type { Tally } from './verdictTally.ts';

export interface Row {
  figure: string;
  goal: string;
  /** What was measured, in words. */
  measured: string;
  /** Null where the figure is printed without a goal. */
  met: boolean | null;
}

const rivalNames = ['textbook 1e-7', 'textbook 1e-5', 'per leaf 1e-5', 'allclose'];
const alarmSettings = [
  'plain',
  'J · 1e-6',
  'J + 1e4',
  'a tiny-gradient leaf',
  'near a kink',
  'on a kink',
  'saturated units',
  'all parameters 0',
  'dead units',
  'an inexact cost',
];

/** The table of one precision. */
export function rowsOf(tally: Tally, dtype: Dtype): Row[] {
  const share = (key: string): number | null => {
    const entry = tally.counts[`${dtype}|${key}`];
    return entry && entry[1] > 0 ? entry[0] / entry[1] : null;
  };
  const words = (key: string): string => {
    const entry = tally.counts[`${dtype}|${key}`];
    return entry && entry[1] > 0
      ? `${((100 * entry[0]) / entry[1]).toFixed(entry[0] === entry[1] ? 0 : 2)} % of ${entry[1]}`
      : '–';
  };
  const atLeast = (figure: string, key: string, goal: number | null): Row => {
    const value = share(key);
    return {
      figure,
      goal: goal === null ? '' : `≥ ${100 * goal} %`,
      measured: words(key),
      met: goal === null ? null : value !== null && value >= goal,
    };
  };
  const atMost = (figure: string, key: string, goal: number | null, of: 'max' | 'mean' = 'max'): Row => {
    const values = tally.figures[`${dtype}|${key}`] ?? [];
    const value = of === 'max' ? Math.max(...values) : values.reduce((a, b) => a + b, 0) / values.length;
    const measured = values.length === 0 ? '–' : `${Number(value.toPrecision(4))} (${of} of ${values.length})`;
    return {
      figure,
      goal: goal === null ? '' : `≤ ${goal}`,
      measured,
      met: goal === null ? null : values.length > 0 && value <= goal,
    };
  };
  const isDouble = dtype === 'float64';
  const only = (goal: number): number | null => (isDouble ? goal : null);
  const silent = isDouble ? 1 : 0.99;
  const [found, leaves, cause] = isDouble ? [0.995, 0.995, 0.97] : [0.97, 0.95, 0.93];
  return [
    ...alarmSettings.flatMap((setting) =>
      ['exact', 'fast'].map((mode) =>
        atLeast(`no false alarm, ${setting}, ${mode}`, `false alarms|${setting}|${mode}`, silent),
      ),
    ),
    ...alarmSettings.flatMap((setting) =>
      rivalNames.map((name) =>
        atLeast(`   ${name}: no false alarm, ${setting}`, `false alarms|${setting}|${name}`, null),
      ),
    ),
    ...alarmSettings.map((setting) =>
      atLeast(`   decided (correct, not "cannot tell"), ${setting}, exact`, `decided|${setting}|exact`, null),
    ),
    ...['exact', 'fast'].flatMap((mode) => [
      atLeast(`bugs found, ${mode}`, `designed|${mode}|found`, found),
      atLeast(`exactly the right leaves, ${mode}`, `designed|${mode}|leaves`, leaves),
    ]),
    ...rivalNames.map((name) => atLeast(`   ${name}: bugs found`, `designed|${name}|found`, null)),
    ...rivalNames
      .slice(2)
      .map((name) => atLeast(`   ${name}: exactly the right leaves`, `designed|${name}|leaves`, null)),
    atLeast('right entries, exact', 'designed|entries', only(0.99)),
    atLeast('top cause right, single designed bugs', 'designed|cause', cause),
    atLeast('   cause does not mislead, designed bugs', 'designed|honest', null),
    atLeast('   type of cause right after the fast check', 'designed|fast|cause', null),
    atLeast('   bugs found, fresh, tuned on', 'fresh|exact|found', null),
    atLeast('   cause does not mislead, fresh, tuned on', 'fresh|honest', null),
    atLeast('   top cause right, fresh, tuned on', 'fresh|cause', null),
    atLeast('   bugs found, held back, not tuned on', 'held back|exact|found', null),
    atLeast('   cause does not mislead, held back, not tuned on', 'held back|honest', null),
    atLeast('   top cause right, held back, not tuned on', 'held back|cause', null),
    atLeast('bugs found, set kept apart', 'kept apart|exact|found', null),
    atLeast('cause does not mislead, set kept apart', 'kept apart|honest', isDouble ? 0.9 : 0.85),
    atLeast('   top cause right, set kept apart', 'kept apart|cause', null),
    atLeast('two bugs: a leaf’s cause right', 'two bugs|leaf', only(0.95)),
    atLeast('two bugs: headline right', 'two bugs|headline', only(0.8)),
    atMost('certify: share of 20 + 12 per leaf and point', 'certify, share of 20 + 12 per leaf and point', only(1)),
    ...['1e4', '1e6'].map((n) => atMost(`certify one leaf, n = ${n}: evaluations`, `certify, n = ${n}`, only(44))),
    atMost('place one wrong entry, n = 1e4: evaluations', 'place one entry, n = 1e4', only(150)),
    atMost('place one wrong entry, n = 1e6: evaluations', 'place one entry, n = 1e6', only(250)),
    ...['1e4', '1e6'].map((n) =>
      atMost(`place a wrong row or column, n = ${n}: evaluations`, `place a row or column, n = ${n}`, only(130)),
    ),
    atLeast('the one wrong entry is named', 'place one entry|named', only(1)),
    atMost('exact sweep of correct code, in 2n', 'sweep of correct code, in 2n', only(1.1), 'mean'),
    atMost('exact sweep of wrong code, in 2n', 'sweep of wrong code, in 2n', only(1.35), 'mean'),
  ];
}

/** Both precisions side by side, as text. */
export function tableText(tally: Tally): string {
  const [double, single] = [rowsOf(tally, 'float64'), rowsOf(tally, 'float32')];
  const mark = (row: Row) => (row.met === null ? ' ' : row.met ? '✓' : '✗');
  const cell = (row: Row) => `${mark(row)} ${row.measured.padEnd(22)} ${row.goal.padEnd(9)}`;
  const lines = double.map((row, i) => `${row.figure.padEnd(62)} ${cell(row)} ${cell(single[i]!)}`);
  return [
    `${'figure'.padEnd(62)}   ${'float64'.padEnd(22)} ${'goal'.padEnd(9)}   ${'float32'.padEnd(22)} goal`,
    ...lines,
  ].join('\n');
}
