import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** The box at the top of the window: palette, quick open, quick picks and input boxes. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator('.quick-input-widget');
  }

  get input(): Locator {
    return this.widget.locator('input.input');
  }

  /**
   * Opens the box by a key and fills it. The key may fall into a page that is being drawn and has grabbed the focus; a
   * person then presses it once more, and so does this.
   */
  async open(key: string, text: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.#page.keyboard.press(key);
      try {
        await this.input.fill(text, { timeout: 5000 });
        return;
      } catch (error) {
        if (tries === 8) throw error;
      }
    }
  }

  /**
   * Opens and fills the box, waits until the row with these words is the one that Enter takes (where one has to
   * appear), and takes it. The list is filled again while it is shown (what was used lately, what is found later), and
   * a key that falls into that moment takes nothing: the box then still stands there with the same text.
   */
  async take(key: string, text: string, row: string | null): Promise<void> {
    await this.open(key, text);
    for (let tries = 1; ; tries++) {
      if (row !== null) await this.#goTo(row);
      await this.input.press('Enter');
      if (row === null || (await this.#isTaken(text, row)) || tries === 8) return;
    }
  }

  /** A row that stands below a better match is reached with the arrow, as a person reaches it. */
  async #goTo(row: string): Promise<void> {
    for (let tries = 0; tries < 8; tries++) {
      try {
        await this.#focused(row).waitFor({ timeout: 3000 });
        return;
      } catch {
        if (await this.#rows(row).isVisible()) await this.input.press('ArrowDown');
      }
    }
    await this.#focused(row).waitFor();
  }

  #rows(row: string): Locator {
    return this.widget.locator('.monaco-list-row', { hasText: row }).first();
  }

  #focused(row: string): Locator {
    return this.widget.locator('.monaco-list-row.focused', { hasText: row }).first();
  }

  /** Whether the box has gone, or asks for something else. */
  async #isTaken(text: string, row: string): Promise<boolean> {
    const end = Date.now() + 2000;
    while (Date.now() < end) {
      if (!(await this.#focused(row).isVisible()) || (await this.#typed()) !== text) return true;
      await delay(50);
    }
    return false;
  }

  /** What stands in the box; null where a command that was taken, such as a reload, has taken the box with it. */
  async #typed(): Promise<string | null> {
    return this.input.inputValue({ timeout: 1000 }).catch(() => null);
  }

  /** The rows as a screen reader says them. */
  async items(): Promise<string[]> {
    await this.widget.locator('.monaco-list-row').first().waitFor();
    const rows = this.widget.locator('.monaco-list-row');
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  async choose(text: string | RegExp): Promise<void> {
    await this.widget.locator('.monaco-list-row', { hasText: text }).first().click();
  }

  /** What an input box is prefilled with, once it fits: a box that was open before may still go. */
  async value(pattern: RegExp): Promise<string> {
    return until(
      async () => ((text) => (text !== null && pattern.test(text) ? text : undefined))(await this.#typed()),
      120_000,
      async () => `the box holds ${String(await this.#typed())}`,
    );
  }

  /** Types into the box and takes the row with these words, once it is the one that Enter takes. */
  async pick(text: string, row: string): Promise<void> {
    await this.input.pressSequentially(text);
    await this.#goTo(row);
    await this.input.press('Enter');
  }

  /** Answers an input box; without a text the prefilled one is taken. */
  async answer(text?: string): Promise<void> {
    await this.input.waitFor();
    if (text !== undefined) await this.input.fill(text);
    await this.input.press('Enter');
  }
}
