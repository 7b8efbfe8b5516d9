import { readFileSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { setTimeout as delay } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';

/** What the extension host and what it started hold at one moment; sizes in MB. */
export interface Measure {
  heap: number;
  resident: number;
  runners: number;
  handles: number;
  /** How many there are of each kind of handle. */
  kinds: Record<string, number>;
  processes: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A runner that took no processor for so long has nothing to do. */
const quiet = 1000;
const longestWait = 20_000;

/**
 * Once the runners have done what they do after a check, which is to start a worker for the next one and to rehearse in
 * it, and after a collection of garbage: so that only what is kept counts.
 */
export async function measure(): Promise<Measure> {
  await untilQuiet();
  for (let i = 0; i < 3; i++) {
    collect();
    await delay(100);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const runners = children();
  const handles = process.getActiveResourcesInfo();
  return {
    heap: (heapUsed + external) / 1e6,
    resident: rss / 1e6,
    runners: runners.reduce((sum, pid) => sum + residentOf(pid), 0) / 1e6,
    handles: handles.length,
    kinds: Object.fromEntries(
      [...new Set(handles)].sort().map((kind) => [kind, handles.filter((one) => one === kind).length]),
    ),
    processes: runners.length,
  };
}

async function untilQuiet(): Promise<void> {
  const end = performance.now() + longestWait;
  for (let before = ''; performance.now() < end; await delay(quiet)) {
    const now = children().map(processorTime).join(' ');
    if (now === before) return;
    before = now;
  }
}

/** Clock ticks in the user's mode and in the system's: fields 14 and 15 of proc(5), counted from behind the name. */
function processorTime(pid: string): string {
  const fields = read(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return `${pid}:${fields[11] ?? ''}+${fields[12] ?? ''}`;
}

/** Runner processes of this host; only Linux tells. */
function children(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isRunner(name));
}

function isRunner(pid: string): boolean {
  return (
    read(pid, 'cmdline').includes('runner.cjs') &&
    read(pid, 'stat').split(') ')[1]?.split(' ')[1] === String(process.pid)
  );
}

function residentOf(pid: string): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(read(pid, 'status'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function read(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
