import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { defaultOptions, type CheckOptions, type CheckService, type Progress } from '../../src/engine/service.ts';
import type { Report } from '../../src/model/report.ts';
import { isReport } from '../../src/report/isReport.ts';

export const root = join(import.meta.dirname, '..', '..');
export const runnerPath = join(root, 'dist', 'runner.cjs');

/** A pair whose gradient is right: the check that must still work after each fault. */
export const correctSource = `/** @param {number[]} w weights of shape (3) */
export function forward(w, x) {
  return w.reduce((sum, value, i) => sum + value * x[i], 0) ** 2;
}

export function backward(w, x) {
  const y = w.reduce((sum, value, i) => sum + value * x[i], 0);
  const dw = x.map((value) => 2 * y * value);
  return { dw };
}

export const w = [0.3, -0.8, 0.5];
export const x = [1.2, 0.7, -0.4];
`;

interface RunOptions {
  options?: Partial<CheckOptions>;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** A folder of sources, and a service on it as the editor and the command line use it, over the built runner. */
export class World {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-faults-')));
  readonly service: CheckService;
  /** Every process of this world has it in its environment. */
  readonly cacheFolder: string;

  constructor(files: Record<string, string | Uint8Array> = {}, cacheFolder?: string) {
    this.cacheFolder = cacheFolder ?? join(this.folder, 'cache');
    this.service = createCheckService({ runnerPath, cacheFolder: this.cacheFolder, jobs: 1 });
    for (const [name, text] of Object.entries({ 'correct.js': correctSource, ...files })) this.write(name, text);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Checks the first pair of a file. */
  async check(name: string, { options = {}, signal, onProgress }: RunOptions = {}): Promise<Report> {
    const file = this.path(name);
    const { pairs } = await this.service.discover(file, readFileSync(file, 'utf8'));
    const [pair] = pairs;
    if (!pair) throw new Error(`no pair was found in ${name}`);
    const handlers = { onProgress: onProgress ?? (() => undefined), onOutput: () => undefined };
    const request = { file, pair, overlays: {}, options: { ...defaultOptions, ...options } };
    const report = await this.service.check(request, handlers, signal ?? new AbortController().signal);
    assert.ok(isReport(report), 'what comes back is a report in every part, whatever happened');
    return report;
  }

  /** Process ids of everything that runs for this world. */
  processes(): number[] {
    return processesWith(this.cacheFolder);
  }

  /** Ends the service. @returns processes that were still there after a while */
  async dispose(): Promise<number[]> {
    await this.service.dispose();
    const left = await levelOut(() => this.processes());
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    return left;
  }
}

/** Waits until nothing is left: on a quiet machine that is at once. */
export async function levelOut(read: () => number[]): Promise<number[]> {
  const end = performance.now() + 20_000;
  while (performance.now() < end && read().length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  return read();
}

/** Processes whose environment holds a text; only Linux tells, elsewhere the list is empty. */
export function processesWith(text: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => isAlive(name) && readProc(name, 'environ').includes(text))
    .map(Number);
}

function isAlive(pid: string): boolean {
  return !/^State:\s+[ZX]/m.test(readProc(pid, 'status'));
}

function readProc(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/** Which of a world's processes has a text in its command line. */
export function withCommand(pids: number[], text: string): number[] {
  return pids.filter((pid) => readProc(String(pid), 'cmdline').includes(text));
}
