import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

/** Asks again until there is an answer; the words of the failure are asked for only when it failed. */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  milliseconds: number,
  failure: () => string | Promise<string>,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`after ${milliseconds} ms: ${await failure()}`);
    await delay(50);
  }
}

/** Waits a while for something to be seen: true, or undefined where it is not, so that `until` asks again. */
export async function isShown(locator: Locator, milliseconds: number): Promise<true | undefined> {
  return locator.waitFor({ timeout: milliseconds }).then(
    () => true,
    () => undefined,
  );
}
