import { readFileSync } from 'node:fs';

const pageSize = 4096;

/** Bytes of memory that a process holds (resident set); null where the system does not tell. */
export function memoryOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageSize;
  } catch {
    return null;
  }
}
