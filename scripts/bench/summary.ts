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

const path = join(root, 'docs', 'performance.md');
const summaryFile = join(resultFolder, 'summary.json');
const [begin, end] = ['<!-- figures: made by npm run bench -->', '<!-- end of figures -->'];

/**
 * Prints one table of the figures of `names`, and writes them to out/bench/summary.json and to the page. There a part of the
 * benches replaces its own tables and leaves the others as they stand.
 * @param order every bench, in the order of the page
 */
export function writeSummary(ended: Ended[], names: string[], order: string[]): void {
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
  writeFileSync(summaryFile, `${JSON.stringify({ machine, results, ended }, null, 2)}\n`);
  writePage(machine, [...results.map(sectionOf), ...others.map(lastLineOf)], order);
}

/** How the benches of the last run ended. */
export function lastEnded(): Ended[] {
  return (JSON.parse(readFileSync(summaryFile, 'utf8')) as { ended: Ended[] }).ended;
}

function readResult(name: string): Result | null {
  const file = join(resultFolder, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : null;
}

/** What one bench has to say on the page. */
interface Section {
  name: string;
  text: string;
}

function writePage(machine: string, sections: Section[], order: string[]): void {
  const page = readFileSync(path, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has lost its marks`);
  const texts = new Map(sectionsOf(page.slice(from, to)).map(({ name, text }) => [name, text]));
  for (const { name, text } of sections) texts.set(name, `${text}\n\nMeasured on ${machine}.`);
  const parts = order.flatMap((name) => texts.get(name) ?? []);
  writeFileSync(path, `${page.slice(0, from)}${begin}\n\n${parts.join('\n\n')}\n\n${page.slice(to)}`);
}

/** The sections that stand on the page already. */
function sectionsOf(text: string): Section[] {
  return text.split(/^(?=### bench:)/m).flatMap((part) => {
    const name = /^### bench:(\S+)/.exec(part)?.[1];
    return name === undefined ? [] : [{ name, text: part.trim() }];
  });
}

function lastLineOf({ name, lastLine }: Ended): Section {
  return { name, text: `### bench:${name}\n\n${lastLine}` };
}

function sectionOf({ name, figures }: Result): Section {
  const cell = (value: string): string => value.replaceAll('|', '\\|');
  const rows = figures.map((figure) => {
    const verdict = figure.goal === null ? '' : isMissed(figure) ? '**missed**' : 'reached';
    const cells = [figure.what.trim(), measuredWords(figure), goalWords(figure), verdict, figure.note];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  const head = ['| figure | measured | goal | | |', '| --- | ---: | ---: | --- | --- |'];
  return { name, text: [`### bench:${name}`, '', ...head, ...rows].join('\n') };
}
