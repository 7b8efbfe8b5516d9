import type { Locator } from 'playwright-core';
import type { Window } from './driver.ts';
import { until } from './until.ts';

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
        return undefined;
      },
      60_000,
      async () => `${label} does not open; shown: ${(await this.rows()).join(' · ')}`,
    );
  }

  /** The messages below the tests in the Test Results view. */
  get messages(): Locator {
    return this.#window.page.locator('.test-output-peek-tree .monaco-list-row');
  }
}
