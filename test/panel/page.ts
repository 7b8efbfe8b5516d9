import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/host/browser.ts';
import { root } from '../../scripts/provision/paths.ts';
import { ensureServerBuild } from '../../scripts/provision/serverBuild.ts';
import { pageHtml } from '../../src/editor/panel/panelPage.ts';
import type { FromPage, ToPage } from '../../src/panel/messages.ts';

const origin = 'http://panel.test';

/** The built page of the panel in a browser of its own, under its own policy, with this test in the place of VS Code. */
export class PanelPage {
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /** `words` are translations; `args` are switches of the browser. */
  static async open({ words = {}, size = { width: 820, height: 800 } } = {}): Promise<PanelPage> {
    const browser = await launchBrowser(await ensureServerBuild());
    const page = await (await browser.newContext({ viewport: size })).newPage();
    await page.addInitScript(standIn);
    await page.route(`${origin}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      const contentType = { '/': 'text/html', '/panel.js': 'text/javascript', '/panel.css': 'text/css' }[pathname];
      if (!contentType) return route.abort();
      return route.fulfill({ contentType: `${contentType}; charset=utf-8`, body: bodyOf(pathname, words) });
    });
    return new PanelPage(browser, page);
  }

  /** Loads the page anew and waits until it asks for its state. */
  async load(): Promise<void> {
    await this.page.goto(`${origin}/`);
    await this.page.waitForFunction(() => sent().some(({ kind }) => kind === 'ready'));
  }

  /** Sends what the extension would send. Typed arrays of a message do not pass; `evaluate` makes them in the page. */
  async send(message: ToPage): Promise<void> {
    await this.page.evaluate((data) => window.postMessage(data, '*'), message);
  }

  /** What the page sent so far. */
  sent(): Promise<FromPage[]> {
    return this.page.evaluate(() => sent());
  }

  /** What the policy of the page stopped. */
  violations(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as StandIn).violations);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

interface StandIn {
  sent: FromPage[];
  violations: string[];
}

declare function sent(): FromPage[];

/** Runs in the page before anything else. */
function standIn(): void {
  const messages: unknown[] = [];
  const violations: string[] = [];
  let state: unknown;
  document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(`${event.violatedDirective}: ${event.blockedURI}`),
  );
  Object.assign(globalThis, {
    violations,
    sent: () => messages,
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => messages.push(message),
      getState: () => state,
      setState: (value: unknown) => (state = value),
    }),
  });
}

function bodyOf(pathname: string, words: Record<string, string>): string {
  if (pathname === '/panel.js') return readFileSync(join(root, 'dist', 'panel.js'), 'utf8');
  if (pathname === '/panel.css') return readFileSync(join(root, 'media', 'panel.css'), 'utf8');
  const frame = { cspSource: origin, script: '/panel.js', style: '/panel.css', title: 'Panel', language: 'en', words };
  return pageHtml(frame);
}
