import type { Context } from 'mocha';
import { Window } from './driver.ts';
import type { WindowOptions } from './launch.ts';

/**
 * Gives every test of a `describe` the same window, opened before the first and closed after the last. A test that
 * fails leaves a picture in out/pictures and prints the window's log.
 */
export function withWindow(options: WindowOptions | (() => Promise<WindowOptions>)): () => Window {
  let window: Window | undefined;
  before(async function () {
    this.timeout(300_000); // the first run on a machine fetches VS Code
    window = await Window.open(typeof options === 'function' ? await options() : options);
  });
  afterEach(async function () {
    if (window) await keepEvidence(window, this);
  });
  after(async () => {
    await window?.dispose();
  });
  return () => {
    if (!window) throw new Error('the window is open only inside of a test');
    return window;
  };
}

/** A test that has a window of its own leaves a picture of the shared one as well. */
let pictures = 0;

async function keepEvidence(window: Window, context: Context): Promise<void> {
  const test = context.currentTest;
  if (test?.state !== 'failed') return;
  const name = test
    .fullTitle()
    .replace(/[^\w-]+/g, '-')
    .slice(0, 120);
  const picture = await window
    .screenshot(`failed-${name}-${String(++pictures)}`)
    .catch((error: unknown) => String(error));
  console.log(`picture: ${picture}\nlog of the window:\n${window.log()}`);
}
