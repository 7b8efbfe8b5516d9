import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One measured figure; `goal` is null where it is shown beside the others only. */
export interface Figure {
  what: string;
  value: number | null;
  unit: string;
  goal: { atMost: number } | { atLeast: number } | null;
  /** What stands beside it in the table. */
  note: string;
}

const root = join(import.meta.dirname, '..', '..');
export const resultFolder = join(root, 'out', 'bench');

/** What one bench found: printed as a table, and written as JSON to out/bench/NAME.json. */
export class Figures {
  readonly #name: string;
  readonly #figures: Figure[] = [];
  readonly #started = performance.now();

  constructor(name: string, title: string) {
    this.#name = name;
    console.log(title);
    console.log(`${'figure'.padEnd(58)} ${'measured'.padStart(12)}   goal`);
  }

  /** Prints one row at once. A goal counts as missed where the figure could not be measured. */
  add(what: string, value: number | null, unit: string, goal: Figure['goal'] = null, note = ''): void {
    const figure: Figure = { what, value, unit, goal, note };
    this.#figures.push(figure);
    const wanted = [goalWords(figure), isMissed(figure) ? `MISSED${byHowMuch(figure)}` : '', note].filter(Boolean);
    console.log(`${what.padEnd(58)} ${measuredWords(figure).padStart(12)}   ${wanted.join('   ')}`.trimEnd());
  }

  say(line: string): void {
    console.log(line);
  }

  /** Sums up in the last line, and sets the exit code. */
  finish(): void {
    const goals = this.#figures.filter(({ goal }) => goal !== null);
    const missed = goals.filter(isMissed);
    const seconds = (performance.now() - this.#started) / 1000;
    mkdirSync(resultFolder, { recursive: true });
    const result = { name: this.#name, seconds, node: process.versions.node, figures: this.#figures };
    writeFileSync(join(resultFolder, `${this.#name}.json`), `${JSON.stringify(result, null, 2)}\n`);
    const words = missed.map((figure) => `${figure.what}${byHowMuch(figure)}`).join('; ');
    console.log(
      missed.length === 0
        ? `bench:${this.#name} reached all ${goals.length} goals (${seconds.toFixed(0)} s)`
        : `bench:${this.#name} MISSED ${missed.length} of ${goals.length} goals: ${words} (${seconds.toFixed(0)} s)`,
    );
    process.exitCode = missed.length === 0 ? 0 : 1;
  }
}

export function isMissed({ value, goal }: Figure): boolean {
  if (goal === null) return false;
  if (value === null) return true;
  return !('atMost' in goal ? value <= goal.atMost : value >= goal.atLeast);
}

export function goalWords({ goal, unit }: Figure): string {
  if (goal === null) return '';
  return 'atMost' in goal ? `≤ ${words(goal.atMost, unit)}` : `≥ ${words(goal.atLeast, unit)}`;
}

export function measuredWords({ value, unit }: Figure): string {
  return value === null ? '–' : words(value, unit);
}

function byHowMuch({ value, goal }: Figure): string {
  if (value === null || goal === null) return ' (not measured)';
  const wanted = 'atMost' in goal ? goal.atMost : goal.atLeast;
  const share = 100 * Math.abs(value / wanted - 1);
  return ` by ${share < 10 ? Number(share.toPrecision(2)) : Math.round(share)} %`;
}

function words(value: number, unit: string): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })}${unit === '' ? '' : ` ${unit}`}`;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
