import type { Measure } from './measure.ts';
import type { OwnTime } from './ownTime.ts';

export interface SoakSettings {
  warmUp: number;
  checks: number;
  /** Checks between two measurements. */
  step: number;
  cancels: number;
  editSeconds: number;
  /** Where the suite writes its result. */
  output: string;
}

export interface SoakResult {
  before: Measure;
  seen: Measure[];
  after: Measure;
  /** How long each cancel took, in milliseconds. */
  cancels: number[];
  edits: { edits: number; checks: number };
  /** The longest time that the extension's own code kept the extension host's event loop, and in which functions. */
  blocked: OwnTime;
  /** The lens's title after one more check at the end. */
  last: string;
}

interface Row {
  what: string;
  goal: string;
  found: string;
  ok: boolean;
}

/** Goals beside figures. */
export function soakRows(
  { before, seen, after, cancels, edits, blocked, last }: SoakResult,
  settings: SoakSettings,
): Row[] {
  const end = seen.at(-1) ?? after;
  const slowest = Math.max(0, ...cancels);
  const growth = (key: 'heap' | 'runners'): number => end[key] - before[key];
  const row = (what: string, goal: string, found: string, ok: boolean): Row => ({ what, goal, found, ok });
  const rate = edits.edits / Math.max(1, settings.editSeconds);
  return [
    row(
      `extension host's memory after ${String(settings.checks)} checks`,
      '< 10 MB more',
      mb(growth('heap')),
      growth('heap') < 10,
    ),
    row(
      `runners' memory after ${String(settings.checks)} checks`,
      '< 10 MB more',
      mb(growth('runners')),
      growth('runners') < 10,
    ),
    row(
      'handles of the extension host',
      'level',
      `${String(before.handles)} → ${String(after.handles)}${moreOf(before.kinds, after.kinds)}`,
      after.handles <= before.handles + 3,
    ),
    row(
      'runner processes',
      'level',
      `${String(before.processes)} → ${String(after.processes)}`,
      after.processes <= before.processes + 1,
    ),
    row(
      `${String(cancels.length)} cancels at random moments`,
      '≤ 1,000 ms',
      `slowest ${slowest.toFixed(0)} ms`,
      slowest <= 1000,
    ),
    row(
      `edits a second over ${String(settings.editSeconds)} s, checks meanwhile`,
      '≥ 45, ≥ 1',
      `${rate.toFixed(0)}, ${String(edits.checks)}`,
      rate >= 45 && edits.checks >= 1,
    ),
    row(
      "event loop kept by the extension's own code",
      '≤ 50 ms',
      `longest ${blocked.milliseconds.toFixed(0)} ms (${blocked.withWaits.toFixed(0)} ms with waits for a core): ${blocked.where}`,
      blocked.milliseconds <= 50,
    ),
    row('the check after all that', 'correct', last, last.includes('✓')),
  ];
}

/** Which kinds of handles there are more of. */
function moreOf(before: Measure['kinds'], after: Measure['kinds']): string {
  const more = Object.entries(after).filter(([kind, count]) => count > (before[kind] ?? 0));
  return more.map(([kind, count]) => `, ${kind} ${String(before[kind] ?? 0)} → ${String(count)}`).join('');
}

function mb(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(1)} MB`;
}
