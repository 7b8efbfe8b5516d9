import type { Locator, Page } from 'playwright-core';

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

  /** Fills the box, waits for the row with these words where one has to appear, and takes it. */
  async take(text: string, row: string | null): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(text);
    if (row !== null) await this.widget.locator('.monaco-list-row', { hasText: row }).first().waitFor();
    await this.#page.keyboard.press('Enter');
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

  /** What an input box is prefilled with. */
  async value(): Promise<string> {
    await this.input.waitFor();
    return this.input.inputValue();
  }

  /** Answers an input box; without a text the prefilled one is taken. */
  async answer(text?: string): Promise<void> {
    await this.input.waitFor();
    if (text !== undefined) await this.input.fill(text);
    await this.#page.keyboard.press('Enter');
  }
}
