import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

const living = new Set<ChildProcess>();

/** Starts a process whose whole family ends with it, and at the latest with us. */
export function spawnGroup(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  living.add(child);
  return child;
}

/** Ends the process and everything that it started. */
export function killGroup(child: ChildProcess): void {
  living.delete(child);
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

process.on('exit', () => {
  for (const child of living) killGroup(child);
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => process.exit(code));
}
