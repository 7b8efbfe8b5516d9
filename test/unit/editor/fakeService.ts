import type { CheckRequest, CheckService, Progress } from '../../../src/engine/service.ts';
import { fault } from '../../../src/model/fault.ts';
import type { ModuleFacts, Pair } from '../../../src/model/facts.ts';
import type { Report } from '../../../src/model/report.ts';
import { sampleReport } from '../report/sampleReport.ts';

/** A check that a test ends by hand. */
export interface Pending {
  request: CheckRequest;
  signal: AbortSignal;
  progress(progress: Progress): void;
  finish(report: Report): void;
}

/** A service whose checks wait for the test; aborting one ends it as the real service does. */
export class FakeService implements CheckService {
  readonly pending: Pending[] = [];

  discover(): Promise<ModuleFacts> {
    return Promise.reject(new Error('not part of these tests'));
  }

  scan(): Promise<Pair[]> {
    return Promise.resolve([]);
  }

  check(
    request: CheckRequest,
    handlers: { onProgress(progress: Progress): void; onOutput(text: string): void },
    signal: AbortSignal,
  ): Promise<Report> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve({ ...sampleReport([]), error: fault('cancelled', 'The check was cancelled.') });
      });
      this.pending.push({ request, signal, progress: (progress) => handlers.onProgress(progress), finish: resolve });
    });
  }

  values(): Promise<null> {
    return Promise.resolve(null);
  }

  warm(): void {
    // Nothing to start.
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
