import type { Page } from 'playwright-core';
import { until } from './until.ts';

/** The messages at the bottom right. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async texts(): Promise<string[]> {
    const toasts = await this.#page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
    return toasts.map((text) => text.trim());
  }

  async waitFor(pattern: RegExp, milliseconds = 60_000): Promise<string> {
    return until(
      async () => (await this.texts()).find((text) => pattern.test(text)),
      milliseconds,
      async () => `no notification fits ${String(pattern)}; shown: ${JSON.stringify(await this.texts())}`,
    );
  }

  async click(button: string | RegExp): Promise<void> {
    await this.#page.locator('.notification-toast .monaco-button', { hasText: button }).first().click();
  }
}
