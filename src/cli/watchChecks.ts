import { relative } from 'node:path';
import type { Report } from '../model/report.ts';
import { checkAll, type Checking } from './checks.ts';
import type { Discovery } from './discovery.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import { findPairs } from './findPairs.ts';
import type { Flags } from './flags.ts';
import { printerFor } from './printer.ts';
import type { Search } from './sourceFiles.ts';
import { watchFiles } from './watchFiles.ts';
import type { GradientCheckConfig } from '../model/config.ts';

/**
 * Checks the pairs that loaded a changed file again, and new pairs, until Ctrl+C. Returns the exit code of what
 * stands then.
 */
export async function watchChecks(
  checking: Checking,
  discovery: Discovery,
  search: Search,
  settings: GradientCheckConfig & Flags,
  first: Report[],
): Promise<ExitCode> {
  const latest = new Map(first.map((report) => [keyOf(report.file, report.pairId), report]));
  const watch = await watchFiles(search, async (changed) => {
    for (const file of changed) discovery.forget(file);
    const { pairs } = await findPairs(discovery, search, settings, checking.progress);
    const present = new Set(pairs.map((pair) => keyOf(pair.file, pair.id)));
    for (const key of latest.keys()) if (!present.has(key)) latest.delete(key);
    const touched = pairs.filter((pair) => {
      const before = latest.get(keyOf(pair.file, pair.id));
      return !before || [pair.file, ...before.files].some((file) => changed.has(file));
    });
    if (touched.length === 0) return;
    announce([...changed]);
    const printer = printerFor(settings.format ?? 'text', settings.output, checking.progress);
    const reports = await checkAll(checking, touched, printer);
    printer.end();
    for (const report of reports) latest.set(keyOf(report.file, report.pairId), report);
    watch.also(reports.flatMap(({ files }) => files));
    waiting(checking);
  });
  watch.also(first.flatMap(({ files }) => files));
  waiting(checking);
  await watch.ended;
  return latest.size === 0 ? 2 : exitCode([...latest.values()]);
}

function keyOf(file: string, pairId: string): string {
  return `${file}\n${pairId}`;
}

function announce(changed: string[]): void {
  const [name = ''] = changed.map((file) => relative(process.cwd(), file));
  const more = changed.length > 1 ? ` and ${String(changed.length - 1)} more` : '';
  process.stderr.write(`\n${name}${more} changed at ${new Date().toTimeString().slice(0, 8)}\n\n`);
}

function waiting({ progress }: Checking): void {
  progress.clear();
  process.stderr.write('\nWatching for changes. Ctrl+C ends.\n');
}
