/**
 * Ends a process, and whatever it started, where it leads a group of its own (not on Windows, which has no groups). Never
 * throws: it may be gone already.
 */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
}
