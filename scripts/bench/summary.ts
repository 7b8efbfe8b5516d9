import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { goalWords, isMissed, measuredWords, resultFolder, type Figure } from '../../test/bench/figures.ts';
import { root } from '../provision/paths.ts';

/** How one bench ended. */
export interface Ended {
  name: string;
  isMissed: boolean;
  lastLine: string;
  seconds: number;
}

interface Result {
  name: string;
  seconds: number;
  figures: Figure[];
}

const page = join(root, 'docs', 'performance.md');
const [begin, end] = ['<!-- figures: made by npm run bench -->', '<!-- end of figures -->'];

/** Prints one table of all figures, and writes it to out/bench/summary.json and, after a whole run, to the page. */
export function writeSummary(ended: Ended[], names: string[], isWhole: boolean): void {
  const results = names.map(readResult).filter((result) => result !== null);
  const others = ended.filter(({ name }) => !results.some((result) => result.name === name));
  for (const { name, figures } of results) {
    console.log(`\n${name}`);
    for (const figure of figures) {
      const words = [figure.what.padEnd(62), measuredWords(figure).padStart(12), goalWords(figure).padEnd(12)];
      console.log(`  ${words.join('  ')}${isMissed(figure) ? 'MISSED' : ''}`.trimEnd());
    }
  }
  for (const { name, lastLine } of others) console.log(`\n${name}\n  ${lastLine}`);
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`;
  mkdirSync(resultFolder, { recursive: true });
  writeFileSync(join(resultFolder, 'summary.json'), `${JSON.stringify({ machine, results, ended }, null, 2)}\n`);
  if (isWhole) writePage(machine, results, others);
}

function readResult(name: string): Result | null {
  const path = join(resultFolder, `${name}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Result) : null;
}

function writePage(machine: string, results: Result[], others: Ended[]): void {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has lost its marks`);
  const parts = [`Measured on: ${machine}.`, ...results.map(tableOf)];
  if (others.length > 0) parts.push(others.map(({ name, lastLine }) => `- \`bench:${name}\`: ${lastLine}`).join('\n'));
  writeFileSync(page, `${text.slice(0, from)}${begin}\n\n${parts.join('\n\n')}\n\n${text.slice(to)}`);
}

function tableOf({ name, figures }: Result): string {
  const cell = (value: string): string => value.replaceAll('|', '\\|');
  const rows = figures.map((figure) => {
    const verdict = figure.goal === null ? '' : isMissed(figure) ? '**missed**' : 'reached';
    const cells = [figure.what.trim(), measuredWords(figure), goalWords(figure), verdict, figure.note];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  const head = ['| figure | measured | goal | | |', '| --- | ---: | ---: | --- | --- |'];
  return [`### bench:${name}`, '', ...head, ...rows].join('\n');
}
