import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCheckService } from '../../src/engine/client.ts';
import { defaultOptions, type CheckOptions, type CheckService, type Progress } from '../../src/engine/service.ts';
import type { Report } from '../../src/model/report.ts';
import { isReport } from '../../src/report/isReport.ts';

const root = join(import.meta.dirname, '..', '..');

/** The service as the editor and the command line use it, over the built runner. */
export function startService(): CheckService {
  return createCheckService({
    runnerPath: join(root, 'dist', 'runner.cjs'),
    cacheFolder: join(root, '.cache', 'faults'),
    jobs: 1,
  });
}

/** Checks the first pair of a file in test/fixtures/faults. */
export async function checkFixture(
  service: CheckService,
  name: string,
  options: Partial<CheckOptions> = {},
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
): Promise<Report> {
  const file = join(root, 'test', 'fixtures', 'faults', name);
  const { pairs } = await service.discover(file, readFileSync(file, 'utf8'));
  const [pair] = pairs;
  if (!pair) throw new Error(`no pair was found in ${name}`);
  const handlers = { onProgress: onProgress ?? (() => undefined), onOutput: () => undefined };
  const request = { file, pair, overlays: {}, options: { ...defaultOptions, ...options } };
  const report = await service.check(request, handlers, signal ?? new AbortController().signal);
  assert.ok(isReport(report), 'what comes back is a report in every part, whatever happened');
  return report;
}
