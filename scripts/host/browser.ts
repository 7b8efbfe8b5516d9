import { chromium, type Browser } from 'playwright-core';
import { launchOptions } from '../provision/chromium.ts';
import type { ServerBuild } from '../provision/serverBuild.ts';

/** A headless browser for the server's window. */
export async function launchBrowser(build: ServerBuild): Promise<Browser> {
  try {
    return await chromium.launch({ ...launchOptions(build.folder), headless: true });
  } catch (error) {
    throw new Error('No browser could be started. Install Chrome, or set CHROME_PATH to a Chromium.', { cause: error });
  }
}
