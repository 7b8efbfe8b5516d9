import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult } from '../../../src/check/result.ts';
import { readValues, writeValues } from '../../../src/engine/valuesFile.ts';
import type { LeafReport, Report } from '../../../src/model/report.ts';
import { sampleReport } from '../report/sampleReport.ts';

const [rows, columns] = [60, 70];
const size = rows * columns;

/** A small leaf and one of 60 × 70 entries behind it; only the parts that the file is made of. */
function large(method: 'exact' | 'fast'): { result: CheckResult; report: Report; leaf: LeafReport } {
  const analytic = Float64Array.from({ length: size + 2 }, (_, at) => at);
  const sweep = (offset: number, length: number) => ({
    numeric: Float64Array.from({ length }, (_, at) => 2 * (offset + at)),
    error: new Float64Array(length).fill(0.25),
    verdict: new Uint8Array(length).fill(1),
  });
  const leaves = [
    { leaf: 0, sweep: method === 'exact' ? sweep(0, 2) : null },
    { leaf: 1, sweep: method === 'exact' ? sweep(2, size) : null },
  ];
  const layout = {
    leaves: [
      { offset: 0, size: 2, shape: [2] },
      { offset: 2, size, shape: [rows, columns] },
    ],
  };
  const leaf = { ...sampleReport([]).leaves[0]!, offset: 2, size, shape: [rows, columns] };
  const report = { ...sampleReport([]), method, size: size + 2 };
  return { result: { layout, analytic, method, leaves } as unknown as CheckResult, report, leaf };
}

describe('the values of every entry', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'values-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('come back leaf by leaf', async () => {
    const { result, report, leaf } = large('exact');
    const values = await readValues(folder, { ...report, values: await writeValues(folder, result) }, leaf);
    assert.equal(values?.analytic.length, size);
    assert.deepEqual([values.analytic[0], values.analytic.at(-1)], [2, size + 1]);
    assert.deepEqual([values.measured?.residual[0], values.measured?.error[5]], [-2, 0.25]);
    assert.ok(values.measured?.verdict.every((one) => one === 1));
  });

  it('are what backward claims alone after a fast check', async () => {
    const { result, report, leaf } = large('fast');
    const values = await readValues(folder, { ...report, values: await writeValues(folder, result) }, leaf);
    assert.deepEqual([values?.analytic[3], values?.measured], [5, null]);
  });

  it('are not written where pictures show every entry', async () => {
    const { result } = large('exact');
    const small = { ...result, layout: { leaves: [{ size: 6, shape: [2, 3] }] } } as unknown as CheckResult;
    assert.equal(await writeValues(folder, small), null);
  });

  it('are gone, not wrong, where the file is gone, cut, or of another report; no other path is read', async () => {
    const { result, report, leaf } = large('exact');
    const name = await writeValues(folder, result);
    assert.equal(await readValues(folder, { ...report, values: name, size: 5 }, leaf), null);
    truncateSync(join(folder, name ?? ''), 100);
    assert.equal(await readValues(folder, { ...report, values: name }, leaf), null);
    for (const values of [null, 'none.values', '../secret.values', '/etc/passwd']) {
      assert.equal(await readValues(folder, { ...report, values }, leaf), null);
    }
  });

  it('are kept for the latest checks only', async () => {
    const { result } = large('fast');
    let last: string | null = null;
    for (let run = 0; run < 12; run++) last = await writeValues(folder, result);
    const names = readdirSync(folder);
    assert.equal(names.length, 8);
    assert.ok(names.includes(last ?? ''));
  });
});
