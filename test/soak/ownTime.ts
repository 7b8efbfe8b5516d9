import { Session, type Profiler } from 'node:inspector/promises';

/** Microseconds between two looks at the stack. */
const interval = 1000;

/**
 * Runs something and says what the extension's own code took of the event loop meanwhile: the longest time without a pause
 * with `file` on the stack, in milliseconds. The editor's own work, and that of other processes, is not counted.
 */
export async function ownTime(file: string, work: () => Promise<void>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return longestStretch(profile, file);
  } finally {
    session.disconnect();
  }
}

/** The longest run of samples, in milliseconds, in which a function of the file is on the stack. */
function longestStretch({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, file: string): number {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map<number, boolean>();
  const isOwn = (id: number | undefined): boolean => {
    const node = id === undefined ? undefined : byId.get(id);
    if (!node) return false;
    const found = known.get(node.id) ?? (node.callFrame.url.endsWith(file) || isOwn(parents.get(node.id)));
    known.set(node.id, found);
    return found;
  };
  let [longest, current] = [0, 0];
  samples.forEach((id, i) => {
    current = isOwn(id) ? current + (timeDeltas[i] ?? 0) : 0;
    longest = Math.max(longest, current);
  });
  return longest / 1000;
}
