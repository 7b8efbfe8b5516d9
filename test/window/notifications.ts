import type { Page } from 'playwright-core';
import type { QuickInput } from './quickInput.ts';
import { until } from './until.ts';

/** The messages at the bottom right. */
export class Notifications {
  readonly #page: Page;
  readonly #quickInput: QuickInput;

  constructor(page: Page, quickInput: QuickInput) {
    this.#page = page;
    this.#quickInput = quickInput;
  }

  async texts(): Promise<string[]> {
    const toasts = await this.#page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
    return toasts.map((text) => text.trim());
  }

  async waitFor(pattern: RegExp, milliseconds = 120_000): Promise<string> {
    return until(
      async () => (await this.texts()).find((text) => pattern.test(text)),
      milliseconds,
      async () => `no notification fits ${String(pattern)}; shown: ${JSON.stringify(await this.texts())}`,
    );
  }

  /** A message that has gone by itself meanwhile is looked up in the list of all. */
  async click(button: string | RegExp): Promise<void> {
    const toast = this.#page.locator('.notification-toast .monaco-button', { hasText: button }).first();
    try {
      await toast.click({ timeout: 5000 });
    } catch {
      const all = 'Notifications: Show Notifications';
      await this.#quickInput.take('F1', `>${all}`, all);
      await this.#page.locator('.notifications-center .monaco-button', { hasText: button }).first().click();
    }
  }
}
