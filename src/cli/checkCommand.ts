import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createCheckService } from '../engine/client.ts';
import { defaultOptions, type CheckOptions, type CheckService } from '../engine/service.ts';
import type { Pair } from '../model/facts.ts';
import type { Report } from '../model/report.ts';
import { formatReports, type Format } from './formatReports.ts';
import { runnerNode } from './runnerNode.ts';
import { sourceFiles } from './sourceFiles.ts';

/** Flags as the command line gives them; times in seconds, memory in megabytes. */
export interface CheckFlags {
  format: Format;
  output?: string;
  pair?: string;
  epsilon: number;
  seed: number;
  timeLimit: number;
  memoryLimit: number;
  budget: number;
  exact?: true;
  fast?: true;
  python?: string;
  jobs?: number;
  list?: true;
}

/** Finds the pairs, checks them, prints. Returns the exit code. */
export async function checkCommand(paths: string[], flags: CheckFlags): Promise<0 | 1 | 2> {
  const { files, missing } = await sourceFiles(paths);
  for (const path of missing) process.stderr.write(`${path}: no such file, and no source file matches it\n`);
  const service = createCheckService({
    runnerPath: join(__dirname, 'runner.cjs'),
    cacheFolder: join(tmpdir(), 'gradient-check-cache'),
    execPath: runnerNode(),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  });
  service.warm();
  try {
    const pairs = await findPairs(service, files, flags.pair);
    if (flags.list) return listPairs(pairs);
    const reports = await checkAll(service, pairs, flags);
    print(reports, flags);
    if (reports.length === 0) explainNothing(files, flags);
    return missing.length > 0 ? 2 : exitCode(reports);
  } finally {
    await service.dispose();
  }
}

/** 0 all correct, 1 something wrong, 2 something could not be checked, or nothing was found to check. */
function exitCode(reports: Report[]): 0 | 1 | 2 {
  if (reports.some((report) => report.verdict === 'wrong')) return 1;
  return reports.length > 0 && reports.every((report) => report.verdict === 'correct') ? 0 : 2;
}

async function findPairs(service: CheckService, files: string[], name: string | undefined): Promise<Pair[]> {
  const found: Pair[] = [];
  for (const file of files) {
    const facts = await service.discover(file, readFileSync(file, 'utf8'));
    found.push(...facts.pairs);
  }
  return name === undefined
    ? found
    : found.filter((pair) => [pair.name, pair.id, pair.backward, pair.forward].includes(name));
}

/** Prints what would be checked: one line per pair. */
function listPairs(pairs: Pair[]): 0 | 2 {
  for (const pair of pairs) {
    const forward = pair.forward === null || pair.forward === pair.backward ? '' : `  (forward: ${pair.forward})`;
    process.stdout.write(
      `${relative(process.cwd(), pair.file)}:${String(pair.range.line)}  ${pair.backward}${forward}\n`,
    );
  }
  return pairs.length > 0 ? 0 : 2;
}

async function checkAll(service: CheckService, pairs: Pair[], flags: CheckFlags): Promise<Report[]> {
  const handlers = {
    onProgress: (): void => undefined,
    onOutput: (text: string): void => {
      process.stderr.write(text);
    },
  };
  const never = new AbortController().signal;
  const options = checkOptions(flags);
  return Promise.all(
    pairs.map((pair) => service.check({ file: pair.file, pair, overlays: {}, options }, handlers, never)),
  );
}

function checkOptions(flags: CheckFlags): CheckOptions {
  const mode = flags.exact ? 'exact' : flags.fast ? 'fast' : 'auto';
  return {
    ...defaultOptions,
    mode,
    epsilon: flags.epsilon,
    seed: flags.seed,
    budgetMilliseconds: flags.budget * 1000,
    timeLimitMilliseconds: flags.timeLimit * 1000,
    memoryLimitMegabytes: flags.memoryLimit,
    python: flags.python ?? null,
  };
}

function print(reports: Report[], flags: CheckFlags): void {
  const text = formatReports(reports, flags.format, flags.output === undefined);
  if (flags.output === undefined) process.stdout.write(text);
  else writeFileSync(flags.output, text);
}

function explainNothing(files: string[], flags: CheckFlags): void {
  const what = flags.pair === undefined ? 'No forward and backward pair' : `No pair named ${flags.pair}`;
  process.stderr.write(`${what} was found in ${String(files.length)} file${files.length === 1 ? '' : 's'}.\n`);
}
