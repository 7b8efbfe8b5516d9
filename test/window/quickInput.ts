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

  /**
   * Opens the box by a key and fills it. What grabs the focus at that moment (a panel that is being drawn) closes the
   * box again; a person then presses the key once more, and so does this.
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

  /** Opens and fills the box, waits for the row with these words where one has to appear, and takes it. */
  async take(key: string, text: string, row: string | null): Promise<void> {
    await this.open(key, text);
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
