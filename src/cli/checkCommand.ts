import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createCheckService } from '../engine/processes/client.ts';
import { defaultOptions, type CheckOptions } from '../engine/service.ts';
import type { GradientCheckConfig } from '../model/config.ts';
import type { Pair } from '../model/facts.ts';
import { checkAll, type Checking } from './checks.ts';
import { findConfig } from './configFile.ts';
import { Discovery } from './discovery.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import { explainCause } from './explain.ts';
import { formatReports } from './formatReports.ts';
import { findPairs } from './findPairs.ts';
import type { Flags } from './flags.ts';
import { explainNothing } from './explainNothing.ts';
import { initInputs } from './initInputs.ts';
import { printerFor } from './printer.ts';
import { progressLine } from './progressLine.ts';
import { runnerNode } from './runnerNode.ts';
import type { Search } from './sourceFiles.ts';
import { watchChecks } from './watchChecks.ts';

/** Finds the pairs, checks them, prints. Throws UsageError. Returns the exit code. */
export async function checkCommand(paths: string[], flags: Flags): Promise<ExitCode> {
  if (flags.explain !== undefined) {
    process.stdout.write(explainCause(flags.explain));
    return 0;
  }
  const { folder, config } = await findConfig(process.cwd(), flags.config);
  const settings: GradientCheckConfig & Flags = { ...config, ...flags };
  const fromConfig = paths.length === 0;
  const search: Search = {
    folder: fromConfig ? folder : process.cwd(),
    paths: fromConfig ? (config.include ?? ['.']) : paths,
    exclude: config.exclude ?? [],
  };
  const service = createCheckService({
    runnerPath: join(__dirname, 'runner.cjs'),
    cacheFolder: join(tmpdir(), 'gradient-check-cache'),
    execPath: runnerNode(),
    ...(settings.jobs === undefined ? {} : { jobs: settings.jobs }),
  });
  if (!flags.list) service.warm();
  const checking = { service, options: checkOptions(settings), progress: progressLine(process.stderr) };
  try {
    return await run(checking, new Discovery(service), search, settings);
  } finally {
    checking.progress.clear();
    await service.dispose();
  }
}

async function run(
  checking: Checking,
  discovery: Discovery,
  search: Search,
  settings: GradientCheckConfig & Flags,
): Promise<ExitCode> {
  const found = await findPairs(discovery, search, settings, checking.progress);
  checking.progress.clear();
  for (const path of found.missing) {
    process.stderr.write(`${path}: no such file or folder, and no source file matches it\n`);
  }
  for (const reason of found.unread) process.stderr.write(`${reason}\n`);
  if (settings.list) return listPairs(found.pairs) === 0 ? explainNothing(found, settings) : 0;
  if (settings.init) {
    const silent = { add: () => undefined, end: () => undefined };
    const reports = await checkAll(checking, found.pairs, silent);
    checking.progress.clear();
    return reports.length > 0 ? initInputs(reports) : explainNothing(found, settings);
  }
  const printer = printerFor(settings.format ?? 'text', settings.output, checking.progress);
  const reports = await checkAll(checking, found.pairs, printer);
  printer.end();
  for (const { format, file } of settings.also ?? []) writeFileSync(file, formatReports(reports, format));
  if (settings.watch) return watchChecks(checking, discovery, search, settings, reports);
  if (reports.length === 0) return explainNothing(found, settings);
  return found.missing.length + found.unread.length > 0 ? 2 : exitCode(reports);
}

/** Prints what would be checked: one line per pair. Returns their number. */
function listPairs(pairs: Pair[]): number {
  for (const pair of pairs) {
    const forward = pair.forward === null || pair.forward === pair.backward ? '' : `  (forward: ${pair.forward})`;
    const place = `${relative(process.cwd(), pair.file)}:${String(pair.range.line)}`;
    process.stdout.write(`${place}  ${pair.backward}${forward}\n`);
  }
  return pairs.length;
}

function checkOptions(settings: GradientCheckConfig & Flags): CheckOptions {
  const { epsilon, seed, budget, timeLimit, memoryLimit, python, mode } = settings;
  return {
    epsilon: epsilon ?? defaultOptions.epsilon,
    seed: seed ?? defaultOptions.seed,
    mode: settings.exact ? 'exact' : settings.fast ? 'fast' : (mode ?? defaultOptions.mode),
    budgetMilliseconds: budget === undefined ? defaultOptions.budgetMilliseconds : budget * 1000,
    timeLimitMilliseconds: timeLimit === undefined ? defaultOptions.timeLimitMilliseconds : timeLimit * 1000,
    memoryLimitMegabytes: memoryLimit ?? defaultOptions.memoryLimitMegabytes,
    python: python ?? null,
  };
}
