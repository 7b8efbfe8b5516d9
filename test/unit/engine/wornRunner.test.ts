import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCheckService, type ServiceOptions } from '../../../src/engine/processes/client.ts';
import { defaultOptions, type CheckRequest } from '../../../src/engine/service.ts';

/** A runner whose reports say which process made them. */
const runner = `
process.on('message', ({ id }) => process.send({ kind: 'report', id, report: { version: 1, pid: process.pid } }));
process.on('disconnect', () => process.exit());
`;

describe('a runner that has run many checks', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'worn-'));
    writeFileSync(join(folder, 'runner.cjs'), runner);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is replaced before its memory grows, and ends', async () => {
    const options: ServiceOptions = { runnerPath: join(folder, 'runner.cjs'), cacheFolder: null };
    const service = createCheckService(options);
    try {
      const request = { file: 'net.js', pair: {}, overlays: {}, options: defaultOptions } as CheckRequest;
      const handlers = { onProgress: () => undefined, onOutput: () => undefined };
      const seen: number[] = [];
      for (let i = 0; i < 401; i++) {
        const report = await service.check(request, handlers, new AbortController().signal);
        seen.push((report as unknown as { pid: number }).pid);
      }
      const counts = [...new Set(seen)].map((pid) => seen.filter((one) => one === pid).length);
      assert.deepEqual(counts, [200, 200, 1]);
      assert.throws(() => process.kill(seen[0]!, 0), /ESRCH/u);
    } finally {
      await service.dispose();
    }
  });
});
