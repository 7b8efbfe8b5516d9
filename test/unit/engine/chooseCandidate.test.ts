import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../../src/engine/job.ts';
import { readFacts } from '../../../src/engine/readFacts.ts';
import { defaultOptions } from '../../../src/engine/service.ts';
import type { Report } from '../../../src/model/report.ts';

const cases = new URL('../../reach/cases/', import.meta.url);

/** The report on a case of the corpus with one mistake put into it. */
async function checked(name: string, pairId: string, from: string, to: string): Promise<Report> {
  const text = readFileSync(new URL(name, cases), 'utf8');
  assert.ok(text.includes(from), `${name} has no ${from}`);
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-mistake-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text.replace(from, to));
    const pair = (await readFacts({ file, text: readFileSync(file, 'utf8') })).pairs.find(({ id }) => id === pairId)!;
    return await runJob(
      { file, pair, overlays: {}, options: defaultOptions },
      { onProgress: () => undefined, onChild: () => undefined },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wrongIn = (report: Report): string[] =>
  report.leaves.filter(({ verdict }) => verdict === 'wrong').map(({ name }) => name);

describe('a choice that the text leaves hides no mistake', () => {
  it('behind a sequence of one step', async () => {
    const report = await checked(
      'recurrent.ts',
      'SimpleRNN.backward',
      'this.hs[t]!.forEach((v, j) => (dWhh[i]![j]! += g * v));',
      'this.hs[t]!.forEach((v, j) => (dWhh[i]![j]! = g * v));',
    );
    assert.deepEqual(wrongIn(report), ['Whh']);
  });

  it('behind a layer whose weights do not change', async () => {
    const report = await checked(
      'moduleOfPrototypes.js',
      'Net.Units.backPropagate',
      'for (l = 0; l < last; l++) {',
      'for (l = 0; l < last - 1; l++) {',
    );
    assert.deepEqual(wrongIn(report), ['weights[1]']);
  });

  it('behind a sign that makes an upstream gradient look like a target', async () => {
    const report = await checked(
      'arraysAndSources.ts',
      'SigmoidUnits.backward',
      'const db = this.b.map((_, j) => dz.reduce((s, row) => s + row[j]!, 0));',
      'const db = this.b.map((_, j) => dz.reduce((s, row) => s - row[j]!, 0));',
    );
    assert.deepEqual(wrongIn(report), ['b']);
  });

  it('nor ends without a verdict where one candidate does not run', async () => {
    const report = await checked(
      'nielsen.js',
      'QuadraticNet.backprop',
      's + d * this.w2[i][j], 0) * v * (1 - v)));',
      's + d * this.w2[i][j], 0) * v * (1 + v)));',
    );
    assert.deepEqual(wrongIn(report), ['w1']);
  });
});
