import { Session, type Profiler } from 'node:inspector/promises';

/** Microseconds between two looks at the stack. */
const interval = 1000;
/** A longer time without a look is a wait for a core: whoever is at work is looked at every millisecond. */
const longestStep = 10 * interval;

export interface OwnTime {
  milliseconds: number;
  /** The same with the waits for a core in it, which a busy machine makes long. */
  withWaits: number;
  /** The functions of the file that were at work then, those with most of the time first. */
  where: string;
}

/**
 * Runs something and says what the extension's own code took of the event loop meanwhile: the longest time without a pause
 * with `file` on the stack. The editor's own work is not counted, nor is that of other processes, which shows as a gap
 * between two looks.
 */
export async function ownTime(file: string, work: () => Promise<void>): Promise<OwnTime> {
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

/** The longest run of samples in which a function of the file is on the stack. */
function longestStretch(profile: Profiler.Profile, file: string): OwnTime {
  const functionOf = ownFunctions(profile, file);
  let longest: OwnTime = { milliseconds: 0, withWaits: 0, where: '' };
  let current = 0;
  let withWaits = 0;
  let seen = new Map<string, number>();
  (profile.samples ?? []).forEach((id, i) => {
    const own = functionOf(id);
    if (own === null) {
      current = 0;
      withWaits = 0;
      seen = new Map();
      return;
    }
    const gap = profile.timeDeltas?.[i] ?? 0;
    const time = Math.min(gap, longestStep) / 1000;
    current += time;
    withWaits += gap / 1000;
    seen.set(own, (seen.get(own) ?? 0) + time);
    if (current > longest.milliseconds) longest = { milliseconds: current, withWaits, where: mostly(seen) };
  });
  return longest;
}

/** For the node of a sample: the innermost function of the file on its stack, or null. */
function ownFunctions({ nodes }: Profiler.Profile, file: string): (id: number | undefined) => string | null {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map<number, string | null>();
  const functionOf = (id: number | undefined): string | null => {
    const node = id === undefined ? undefined : byId.get(id);
    if (!node) return null;
    const { url, functionName, lineNumber } = node.callFrame;
    const own = `${functionName || 'a function'} in line ${lineNumber + 1}`;
    const found = known.get(node.id) ?? (url.endsWith(file) ? own : functionOf(parents.get(node.id)));
    known.set(node.id, found);
    return found;
  };
  return functionOf;
}

function mostly(seen: ReadonlyMap<string, number>): string {
  const sorted = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return sorted.map(([name, time]) => `${name} (${time.toFixed(0)} ms)`).join(', ');
}
