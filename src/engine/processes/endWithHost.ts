import { killGroup } from './killGroup.ts';

/** Process groups that do not end with this one: interpreters. */
const children = new Set<number>();

/** Ends this runner, and what it started, when its host is gone, however busy the worker thread is. */
export function endWithHost(): void {
  process.on('disconnect', () => {
    for (const pid of children) killGroup(pid);
    killGroup(process.pid);
  });
}

/** Tells of a process that leads a group of its own and must end with this one. */
export function endsWithThis(pid: number): void {
  children.add(pid);
}
