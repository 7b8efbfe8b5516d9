import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Holds the promise that something ends within a second. What the machine itself takes to end a process that loops,
 * measured right before and right after, comes on top: a few milliseconds where it is quiet, more where others use it.
 */
export async function endsWithinSecond(work: () => Promise<unknown>): Promise<void> {
  const before = await endingOfLoop();
  const start = performance.now();
  await work();
  const taken = performance.now() - start;
  const machine = Math.max(before, await endingOfLoop());
  // Ending a check takes three turns: the caller's, the kernel's, and the caller's again.
  const limit = 1000 + 3 * machine;
  assert.ok(taken < limit, `${taken.toFixed(0)} ms, where ${limit.toFixed(0)} ms are allowed`);
}

/** How long this machine takes, now, to end a process that loops; in milliseconds. */
async function endingOfLoop(): Promise<number> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(process.execPath, ['-e', "process.stdout.write('.'); for (;;);"], { env });
  await once(child.stdout, 'data');
  const start = performance.now();
  child.kill('SIGKILL');
  await once(child, 'exit');
  return performance.now() - start;
}
