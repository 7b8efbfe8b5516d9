import { relative } from 'node:path';
import type { CheckOptions, CheckService, Progress } from '../engine/service.ts';
import type { Pair } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import type { Printer } from './printer.ts';
import type { ProgressLine } from './progressLine.ts';

/** What a run of checks needs. */
export interface Checking {
  service: CheckService;
  options: CheckOptions;
  progress: ProgressLine;
}

/** Checks all pairs, as many at a time as there are jobs, and hands each report to the printer in the pairs' order. */
export async function checkAll(
  { service, options, progress }: Checking,
  pairs: Pair[],
  printer: Printer,
): Promise<Report[]> {
  const never = new AbortController().signal;
  let done = 0;
  const running = pairs.map(async (pair) => {
    const handlers = {
      onProgress: (state: Progress): void => {
        if (state.stage !== 'starting') progress.show(progressText(pair, state, done, pairs.length));
      },
      onOutput: (text: string): void => {
        progress.clear();
        process.stderr.write(text);
      },
    };
    const report = await service.check({ file: pair.file, pair, overlays: {}, options }, handlers, never);
    done++;
    return report;
  });
  const reports: Report[] = [];
  for (const one of running) {
    const report = await one;
    reports.push(report);
    printer.add(report);
  }
  return reports;
}

function progressText(pair: Pair, { stage, fraction }: Progress, done: number, all: number): string {
  const part = fraction === null || stage !== 'checking' ? '' : ` ${String(Math.round(fraction * 100))} %`;
  const words = {
    starting: '',
    loading: 'loading',
    binding: 'finding inputs',
    checking: 'checking',
    explaining: 'explaining',
  };
  return `[${String(done + 1)}/${String(all)}] ${relative(process.cwd(), pair.file)} ${pair.name}: ${words[stage]}${part}`;
}
