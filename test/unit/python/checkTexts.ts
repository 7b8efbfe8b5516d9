import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWithNumpy } from '../../../scripts/provisionPython.ts';
import { discoverPython } from '../../../src/discovery/python/discoverPython.ts';
import { runJob } from '../../../src/engine/job/job.ts';
import { defaultOptions } from '../../../src/engine/service.ts';
import type { Report } from '../../../src/model/report.ts';

/** Writes files into a folder of their own and checks the first pair of net.py, as every surface does. */
export async function checkTexts(texts: { 'net.py': string } & Record<string, string>): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'));
  try {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    const file = join(folder, 'net.py');
    const [pair] = discoverPython({ file, text: texts['net.py'] }).pairs;
    if (!pair) throw new Error('net.py has no pair');
    const options = { ...defaultOptions, python: await pythonWithNumpy() };
    return await runJob(
      { file, pair, overlays: {}, options },
      { onProgress: () => undefined, onChild: () => undefined },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
