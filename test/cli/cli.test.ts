import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { JsonReport } from '../../src/report/formats/json.ts';

const root = join(import.meta.dirname, '..', '..');

function run(...args: string[]): { code: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'cli.cjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, error: stderr };
}

function reports(...args: string[]): { code: number | null; reports: JsonReport[] } {
  const { code, out } = run('check', '--format', 'json', ...args);
  return { code, reports: JSON.parse(out) as JsonReport[] };
}

describe('gradient-check on the command line', function () {
  this.timeout(120_000);

  it('finds the two planted mistakes of the course, and nothing else; exit code 1', () => {
    const { code, reports: all } = reports('examples/network.ts');
    const [report] = all;
    assert.equal(code, 1);
    assert.equal(all.length, 1);
    assert.equal(report?.verdict, 'wrong');
    assert.equal(report.grade, 'critical');
    assert.ok(Math.abs(Number(report.difference) - 0.2850931567) < 1e-9, String(report.difference));
    const wrong = report.leaves.filter((leaf) => leaf.verdict === 'wrong');
    assert.deepEqual(
      wrong.map(({ name, wrongEntries, cause, site }) => [
        name,
        wrongEntries,
        cause?.id,
        cause?.constants['factor'],
        site?.line,
      ]),
      [
        ['b1', 5, 'constant-factor', 4, 53],
        ['W2', 15, 'constant-factor', 2, 47],
      ],
    );
    const [worst] = wrong[1]!.worst;
    assert.deepEqual([worst?.flat, worst?.index], [35, [2, 0]]);
  });

  it('calls the repaired network correct although the textbook warns; exit code 0', () => {
    const { code, reports: all } = reports('examples/networkRepaired.ts');
    assert.equal(code, 0);
    assert.equal(all[0]?.verdict, 'correct');
    assert.equal(all[0].grade, 'warning');
    assert.equal(Number(all[0].difference).toExponential(2), '1.19e-7');
  });

  it('checks every pair of a file, or the one that is named', () => {
    const { code, reports: all } = reports('examples/layers.js');
    assert.equal(code, 0);
    assert.deepEqual(all.map(({ pair }) => pair).sort(), ['affineBackward', 'reluBackward', 'softmaxLoss']);
    assert.equal(reports('examples/layers.js', '--pair', 'reluBackward').reports.length, 1);
  });

  it('ends with 2 where backward gives no gradient for a parameter, although the others are right', () => {
    const { code, reports: all } = reports('test/fixtures/partial/noBeta.js');
    assert.equal(code, 2);
    assert.deepEqual([all[0]?.verdict, all[0]?.doubt], ['inconclusive', 'missing-gradient']);
    assert.deepEqual(
      all[0]?.leaves.map(({ name, verdict }) => [name, verdict]),
      [
        ['x', 'correct'],
        ['gamma', 'correct'],
      ],
    );
  });

  it('ends with 2 where something could not be checked, and says why', () => {
    const { code, reports: all } = reports('test/fixtures/faults/throwsInForward.js');
    assert.equal(code, 2);
    assert.equal(all[0]?.error?.kind, 'throw');
    assert.equal(all[0].error.line, 3);
    const missing = run('check', 'nowhere.ts');
    assert.equal(missing.code, 2);
    assert.match(missing.error, /nowhere\.ts: no such file/u);
    assert.equal(run('check', '--format', 'yaml', 'examples').code, 2);
  });

  it('lists pairs without running them', () => {
    const { code, out } = run('check', '--list', 'examples/layers.js');
    assert.equal(code, 0);
    assert.match(out, /^examples\/layers\.js:18 {2}affineBackward {2}\(forward: affineForward\)$/mu);
  });
});
