import { readFileSync } from 'node:fs';
import { pythonWithNumpy } from '../../../scripts/provisionPython.ts';
import { discoverPython } from '../../../src/discovery/python/discoverPython.ts';
import { runJob } from '../../../src/engine/job/job.ts';
import { defaultOptions } from '../../../src/engine/service.ts';
import type { Report } from '../../../src/model/report.ts';
import type { PythonCase } from './pythonCases.ts';

/** Checks a case as a surface would, with nothing but its text, or with its hint as the tag. Null where no pair was found. */
export async function runPythonCase(
  one: PythonCase,
  withHint: boolean,
  interpreter: string | null = null,
): Promise<Report | null> {
  const text = readFileSync(one.file, 'utf8');
  const { pairs } = discoverPython({ file: one.file, text });
  const pair = pairs.find(({ id }) => id === one.pair);
  if (!pair) return null;
  const hinted = withHint && one.hint !== null ? withTag(text, one) : text;
  const overlays = hinted === text ? {} : { [one.file]: hinted };
  const options = { ...defaultOptions, python: interpreter ?? (await pythonWithNumpy()) };
  return runJob({ file: one.file, pair, overlays, options }, { onProgress: () => undefined, onChild: () => undefined });
}

/** The text with the hint in the docstring of backward, as the editor's quick fix would write it. */
function withTag(text: string, { pair, hint }: PythonCase): string {
  const name = pair.split('.').at(-1) ?? pair;
  const definition = new RegExp(`^( *)def ${name}\\(.*\\):$`, 'gm');
  const owner = pair.includes('.') ? text.indexOf(`class ${pair.split('.')[0]}`) : 0;
  definition.lastIndex = Math.max(0, owner);
  const match = definition.exec(text);
  if (!match) throw new Error(`no def ${name} in the text`);
  const end = match.index + match[0].length;
  return `${text.slice(0, end)}\n${match[1]}    """@gradcheck ${hint}"""${text.slice(end)}`;
}

export function wrongLeaves(report: Report): string[] {
  return report.leaves
    .filter((leaf) => leaf.verdict === 'wrong')
    .map((leaf) => leaf.name)
    .sort();
}

/** The verdict and the set of wrong leaves are those of the case. */
export function isRight(one: PythonCase, report: Report | null): boolean {
  return report !== null && report.verdict === one.verdict && wrongLeaves(report).join() === one.leaves.join();
}

/** A verdict was given, and it is not the case's. */
export function isWrongVerdict(one: PythonCase, report: Report | null): boolean {
  return report !== null && report.error === null && report.verdict !== 'inconclusive' && !isRight(one, report);
}
