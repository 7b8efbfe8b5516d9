import { readFileSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What the extension host and what it started hold at one moment; sizes in MB. */
export interface Measure {
  heap: number;
  resident: number;
  runners: number;
  handles: number;
  processes: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** After a collection of garbage, so that only what is kept counts. */
export async function measure(): Promise<Measure> {
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const runners = children();
  return {
    heap: (heapUsed + external) / 1e6,
    resident: rss / 1e6,
    runners: runners.reduce((sum, pid) => sum + residentOf(pid), 0) / 1e6,
    handles: process.getActiveResourcesInfo().length,
    processes: runners.length,
  };
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
