import { Session } from 'node:inspector/promises';

/** Shares of processor time by whose code ran, in percent. */
export interface Shares {
  user: number;
  ours: number;
  collector: number;
  other: number;
}

/** Samples what `work` does in this thread, every 100 µs. Inlined functions count as themselves. */
export async function profileShares(work: () => Promise<void>, isUser: (url: string) => boolean): Promise<Shares> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const shares: Shares = { user: 0, ours: 0, collector: 0, other: 0 };
  let total = 0;
  for (const [k, id] of (profile.samples ?? []).entries()) {
    const { url, functionName } = frames.get(id)!;
    const time = profile.timeDeltas?.[k] ?? 0;
    const whose = isUser(url)
      ? 'user'
      : url.includes('/src/')
        ? 'ours'
        : functionName === '(garbage collector)'
          ? 'collector'
          : 'other';
    shares[whose] += time;
    total += time;
  }
  for (const whose of Object.keys(shares) as (keyof Shares)[]) shares[whose] *= 100 / total;
  return shares;
}
