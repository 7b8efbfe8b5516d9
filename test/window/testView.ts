import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { Window } from './driver.ts';
import { isShown, until } from './until.ts';

/** The Test Explorer as a person sees it. */
export class TestView {
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
  }

  async show(): Promise<void> {
    await this.#window.runCommand('Testing: Focus on Test Explorer View');
    await this.#rows.first().waitFor();
  }

  get #rows(): Locator {
    return this.#window.page.locator('.test-explorer .monaco-list-row');
  }

  /** Rows as a screen reader says them: "backward (Failed), in 12ms". */
  async rows(): Promise<string[]> {
    const labels = await this.#rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')));
    return labels.filter((label) => label !== null);
  }

  async waitFor(pattern: RegExp): Promise<string> {
    return until(
      async () => (await this.rows()).find((row) => pattern.test(row)),
      120_000,
      async () => `no test fits ${String(pattern)}; shown: ${(await this.rows()).join(' · ')}`,
    );
  }

  /** A click on a row opens it where it is closed, so nothing is pressed before its state was looked at. */
  async expand(label: string): Promise<void> {
    const row = this.#rows.and(this.#window.page.locator(`[aria-label^="${label} ("]`));
    await until(
      async () => {
        if ((await row.getAttribute('aria-expanded')) === 'true') return true;
        await row.locator('.monaco-tl-twistie').click();
        return isShown(row.and(this.#window.page.locator('[aria-expanded="true"]')), 5000);
      },
      60_000,
      async () => `${label} does not open; shown: ${(await this.rows()).join(' · ')}`,
    );
  }

  /**
   * A message below the tests in the Test Results view. Its list draws the rows that fit, and shows what arrived first
   * or was looked at last: so a person scrolls through it, and opens what is closed.
   */
  async message(text: string | RegExp): Promise<Locator> {
    const { page } = this.#window;
    const rows = page.locator('.test-output-peek-tree .monaco-list-row');
    const found = rows.filter({ hasText: text }).first();
    await rows.first().waitFor({ timeout: 120_000 });
    await until(
      async () => {
        if (await found.isVisible()) return true;
        await this.#openNext(rows);
        return undefined;
      },
      60_000,
      async () => `no message fits ${String(text)}; shown: ${(await rows.allInnerTexts()).join(' · ')}`,
    );
    return found;
  }

  /** Opens a row that is closed, else scrolls on, and from the end back to the top. */
  async #openNext(rows: Locator): Promise<void> {
    const { page } = this.#window;
    const closed = rows.and(page.locator('[aria-expanded="false"]')).first();
    if (await closed.isVisible()) return closed.locator('.monaco-tl-twistie').click();
    const before = (await rows.allInnerTexts()).join();
    await rows.last().hover();
    await page.mouse.wheel(0, 44);
    await delay(200); // until it has scrolled and is drawn again
    if ((await rows.allInnerTexts()).join() === before) await page.mouse.wheel(0, -10_000);
  }
}
