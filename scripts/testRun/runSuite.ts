import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { out, root } from '../provision/paths.ts';
import type { Suite } from './suites.ts';

export interface Outcome {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

/** Runs one suite and counts; a skipped test is counted as failed, for nothing was shown. */
export async function runSuite(suite: Suite): Promise<Outcome> {
  const started = Date.now();
  const file = join(out, 'counts', `${suite.name}.json`);
  mkdirSync(join(out, 'counts'), { recursive: true });
  rmSync(file, { force: true });
  let code = 0;
  for (const command of suite.commands) {
    code = await run(command, file);
    if (code !== 0) break;
  }
  const seconds = (Date.now() - started) / 1000;
  return {
    name: suite.name,
    seconds,
    ...(suite.counts ? read(file, code) : { passed: +(code === 0), failed: +(code !== 0) }),
  };
}

function read(file: string, code: number): { passed: number; failed: number } {
  // A suite that could not even start has shown one thing: that it is broken.
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counts = JSON.parse(readFileSync(file, 'utf8')) as { passed: number; failed: number; pending: number };
  if (counts.pending > 0) console.log(`${counts.pending} skipped: counted as failed`);
  const failed = counts.failed + counts.pending;
  // mocha may fail after the last test (a hook, an error that nobody caught).
  return { passed: counts.passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function run([command = '', ...args]: string[], countsFile: string): Promise<number> {
  const path = join(root, 'node_modules', '.bin') + delimiter + (process.env['PATH'] ?? '');
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: path, GRADIENT_CHECK_TEST_COUNTS: countsFile },
  });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.log(error.message);
      resolve(1);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}
