import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { defaultOptions, type CheckOptions, type CheckService } from '../../src/engine/service.ts';
import type { Report } from '../../src/model/report.ts';
import { isReport } from '../../src/report/isReport.ts';
import { levelOut, processesWith, root, runnerPath } from './world.ts';

/** Every process of the service has it in its environment. */
const cacheFolder = join(root, '.cache', `faults-${String(process.pid)}`);

/** The service as the editor and the command line use it, over the built runner. */
export function startService(): CheckService {
  return createCheckService({
    runnerPath,
    cacheFolder,
    jobs: 1,
  });
}

/** Ends the service. @returns processes that were still there after a while, those that user code started included */
export async function endService(service: CheckService): Promise<number[]> {
  await service.dispose();
  const left = await levelOut(() => processesWith(cacheFolder));
  rmSync(cacheFolder, { recursive: true, force: true, maxRetries: 5 });
  return left;
}

/** Checks the first pair of a file in test/fixtures/faults. */
export async function checkFixture(
  service: CheckService,
  name: string,
  options: Partial<CheckOptions> = {},
  { signal, onOutput }: { signal?: AbortSignal; onOutput?: (text: string) => void } = {},
): Promise<Report> {
  const file = join(root, 'test', 'fixtures', 'faults', name);
  const { pairs } = await service.discover(file, readFileSync(file, 'utf8'));
  const [pair] = pairs;
  if (!pair) throw new Error(`no pair was found in ${name}`);
  const handlers = { onProgress: () => undefined, onOutput: onOutput ?? (() => undefined) };
  const request = { file, pair, overlays: {}, options: { ...defaultOptions, ...options } };
  const report = await service.check(request, handlers, signal ?? new AbortController().signal);
  assert.ok(isReport(report), 'what comes back is a report in every part, whatever happened');
  return report;
}
