import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Report } from '../model/report.ts';

/**
 * Writes the inputs file that each unbound pair asks for, and never over one that is there. Where several pairs of
 * one source ask, the first gets its file: a named export for each of the others is to be added by hand.
 * @returns the exit code: 0 where no pair is left that needs something done by hand
 */
export function initInputs(reports: Report[]): 0 | 2 {
  const written = new Set<string>();
  let code: 0 | 2 = 0;
  for (const report of reports) {
    const place = `${relative(process.cwd(), report.file)}:${String(report.range.line)}  ${report.backward}`;
    const lines = linesFor(report, written);
    if (lines.open) code = 2;
    process.stdout.write(`${place}: ${lines.text}\n`);
  }
  if (written.size > 0) {
    process.stdout.write('\nLook through the values, which are guesses, then run the check again.\n');
  }
  return code;
}

function linesFor({ file, error, question, inputs }: Report, written: Set<string>): { text: string; open: boolean } {
  if (!error) return { text: `needs none (inputs ${inputs?.description ?? 'known'})`, open: false };
  if (!question) return { text: `inputs would not help: ${error.message}`, open: true };
  const path = join(dirname(file), question.file.name);
  const name = relative(process.cwd(), path);
  if (written.has(path)) return { text: `add an export of its own to ${name}`, open: true };
  if (existsSync(path)) return { text: `${name} is there already: ${error.message}`, open: true };
  writeFileSync(path, question.file.text);
  written.add(path);
  return { text: `wrote ${name}`, open: false };
}
