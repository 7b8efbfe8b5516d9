import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { factsOf, type CaseOutcome } from '../../reach/runCase.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, 'out', 'recipes');

interface Recipe {
  title: string;
  files: { name: string; text: string }[];
}

/** Every recipe of docs/inputs.md with its files; the first line of a block names the file. */
function recipes(): Recipe[] {
  const text = readFileSync(join(root, 'docs', 'inputs.md'), 'utf8');
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => ({
      title: part.slice(0, part.indexOf('\n')),
      files: [...part.matchAll(/```[jt]s\n\/\/ (\S+)\n([\s\S]*?)```/g)].map((match) => ({
        name: match[1] ?? '',
        text: match[2] ?? '',
      })),
    }));
}

function check(file: string, pair: string): Promise<CaseOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../../reach/caseWorker.ts', import.meta.url), {
      workerData: { file, pair, tag: null },
    });
    worker.once('message', (outcome: CaseOutcome) => {
      resolve(outcome);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}

describe('recipes of docs/inputs.md', () => {
  const all = recipes();

  before(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are ten at least', () => assert.ok(all.length >= 10, `${all.length} recipes`));

  for (const { title, files } of all) {
    it(title, async () => {
      files.forEach(({ name, text }) => writeFileSync(join(folder, name), text));
      const source = join(folder, files[0]?.name ?? '');
      const facts = await factsOf(source);
      assert.equal(facts.pairs.length, 1, 'one pair is found');
      const outcome = await check(source, facts.pairs[0]?.id ?? '');
      assert.equal(outcome.fault, null);
      assert.equal(outcome.verdict, 'correct');
      const isFile = files.length > 1;
      const hasTag = files[0]?.text.includes('@gradcheck') ?? false;
      assert.equal(outcome.rung === 'file', isFile, `rung ${outcome.rung}`);
      assert.equal(outcome.rung === 'tag', hasTag, `rung ${outcome.rung}`);
    });
  }
});
