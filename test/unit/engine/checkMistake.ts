import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../../src/engine/job/job.ts';
import { readFacts } from '../../../src/engine/scan/readFacts.ts';
import { defaultOptions } from '../../../src/engine/service.ts';
import type { Report } from '../../../src/model/report.ts';

const cases = new URL('../../reach/cases/', import.meta.url);

/** The report on a case of the corpus with one mistake put into it. */
export async function checkMistake(name: string, pairId: string, from: string, to: string): Promise<Report> {
  const text = readFileSync(new URL(name, cases), 'utf8');
  assert.ok(text.includes(from), `${name} has no ${from}`);
  return checkText(name, text.replace(from, to), pairId);
}

/** The report on a pair of a file with this text. */
export async function checkText(
  name: string,
  text: string,
  pairId: string,
  python: string | null = null,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-mistake-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const pair = (await readFacts({ file, text })).pairs.find(({ id }) => id === pairId)!;
    return await runJob(
      { file, pair, overlays: {}, options: { ...defaultOptions, python } },
      { onProgress: () => undefined, onChild: () => undefined },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
