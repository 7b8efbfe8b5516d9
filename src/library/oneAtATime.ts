let last: Promise<unknown> = Promise.resolve();

/** Starts a piece of work when every earlier one is over, however it ended. */
export function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}
