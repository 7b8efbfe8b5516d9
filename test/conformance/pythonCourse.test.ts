import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import { root } from '../../scripts/provision/paths.ts';
import { discover } from '../../src/discovery/discover.ts';
import { runJob } from '../../src/engine/job/job.ts';
import { defaultOptions } from '../../src/engine/service.ts';
import { plain, reportText } from '../../src/report/formats/text.ts';
import { loadTypeScript } from '../../src/runtime/javascript/loadTypeScript.ts';

/** The course's network in both languages, with its two mistakes and without. */
const twins = [
  ['network.ts', 'network.py'],
  ['networkRepaired.ts', 'network_repaired.py'],
] as const;

/** Differences that round-off alone makes; its last digit is another with another NumPy. */
const small = /(?<=difference )\d(?:\.\d)?e-(?:[7-9]|\d\d)/gu;

describe('the course’s network in NumPy', function () {
  this.timeout(60_000);

  before(async function () {
    this.timeout(400_000);
    await pythonWithNumpy();
  });

  for (const [typescript, python] of twins) {
    it(`${python} is told in the very digits of ${typescript}`, async () => {
      const [expected, found] = [await told(typescript), await told(python)];
      assert.ok(expected.includes('✓ dW[3]  1×3  difference'));
      assert.equal(found.replaceAll(small, 'at round-off'), expected.replaceAll(small, 'at round-off'));
      const [own, its] = [expected, found].map((text) => Array.from(text.matchAll(small), Number));
      assert.ok(own && its && own.length > 0);
      own.forEach((value, i) => assert.ok(Math.abs(value / its[i]! - 1) < 0.2, `${value} and ${its[i]}`));
    });
  }
});

/** The report as the command line prints it, without what is round-off itself, and without names, places and hosts. */
async function told(name: string): Promise<string> {
  const file = join(root, 'examples', name);
  const { pairs } = discover({ file, text: readFileSync(file, 'utf8') }, { typescript: await loadTypeScript() });
  const [pair] = pairs;
  assert.ok(pair);
  const options = { ...defaultOptions, python: await pythonWithNumpy() };
  const report = await runJob(
    { file, pair, overlays: {}, options },
    { onProgress: () => undefined, onChild: () => undefined },
  );
  const text = reportText(report, 'the file', plain);
  return text
    .replaceAll(/(?:back|for)ward_propagation/gu, (word) => word.replace('_propagation', ''))
    .replaceAll(/the file:\d+(?::\d+)?/gu, 'the file')
    .replaceAll(/ ± [\d.e-]+/gu, '')
    .replaceAll(/; (?:here round-off: )?[\d.e-]+ with a better step/gu, '')
    .replaceAll(/evaluations · .*$/gmu, 'evaluations');
}
