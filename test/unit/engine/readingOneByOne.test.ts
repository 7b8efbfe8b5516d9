import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCheckService } from '../../../src/engine/processes/client.ts';

/** A runner that takes its time for a text, and cannot stand being asked for two at once. */
const runner = `
let held = 0;
process.on('message', ({ id, file, text }) => {
  held++;
  if (held > 1) process.exit(3);
  setTimeout(() => {
    held--;
    if (text === 'unreadable') process.send({ kind: 'fault', id, fault: { kind: 'internal', message: text } });
    else process.send({ kind: 'facts', id, facts: { file, functions: [], pairs: [] } });
  }, 20);
});
process.on('disconnect', () => process.exit());
`;

describe('the reading of many texts', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reading-'));
    writeFileSync(join(folder, 'runner.cjs'), runner);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('hands over one at a time, so that none is given up for the time that others took', async () => {
    const service = createCheckService({ runnerPath: join(folder, 'runner.cjs'), cacheFolder: null });
    try {
      const texts = ['one', 'unreadable', 'two', 'three'];
      const read = await Promise.allSettled(texts.map((text) => service.discover(`/w/${text}.js`, text)));
      assert.deepEqual(
        read.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
      );
    } finally {
      await service.dispose();
    }
  });

  it('starts no process for those that wait when all ends', async () => {
    const service = createCheckService({ runnerPath: join(folder, 'runner.cjs'), cacheFolder: null });
    const reading = ['one', 'two', 'three'].map((text) => service.discover(`/w/${text}.js`, text));
    const settled = Promise.allSettled(reading);
    await service.dispose();
    const reasons = (await settled).map((one) => (one.status === 'rejected' ? String(one.reason) : one.status));
    assert.ok(
      reasons.every((reason) => reason.includes('cancelled')),
      reasons.join(', '),
    );
  });
});
