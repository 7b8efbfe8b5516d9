import type { Locator } from 'playwright-core';
import type { Window } from './driver.ts';
import { isShown, until } from './until.ts';

/** Puts the cursor at a place and asks for the hover there until what it says fits: some of it may come later. */
export async function hoverAt(window: Window, line: number, column: number, pattern: RegExp): Promise<string> {
  await window.moveTo(line, column);
  const hover = window.page.locator('.monaco-hover-content:visible');
  const words = async () => (await hover.allInnerTexts()).join('\n');
  const fits = async () => ((text) => (pattern.test(text) ? text : undefined))(await words());
  return until(
    async () => {
      await window.runCommand('Show or Focus Hover');
      return until(fits, 10_000, words).catch(() => undefined);
    },
    120_000,
    words,
  );
}

/** Opens the quick fixes of a place and waits for one of them; asks again, as some are looked for meanwhile. */
export async function quickFix(window: Window, line: number, column: number, title: string): Promise<Locator> {
  const fix = window.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  await until(
    async () => {
      await window.moveTo(line, column);
      await window.page.keyboard.press('Control+.');
      if (await isShown(fix, 10_000)) return true;
      await window.page.keyboard.press('Escape');
      return undefined;
    },
    120_000,
    () => `no quick fix: ${title}`,
  );
  return fix;
}

/** Lets the program run on from where the debugger stopped, until the session ends. */
export async function debugToEnd(window: Window): Promise<void> {
  const toolbar = window.page.locator('.debug-toolbar');
  await until(
    async () => {
      if (!(await toolbar.isVisible())) return true;
      await toolbar
        .locator('.codicon-debug-continue')
        .click({ timeout: 5000 })
        .catch(() => undefined);
      return undefined;
    },
    120_000,
    () => 'the debug session does not end',
  );
}

/** Opens the Problems view and waits until each pattern fits a row of it, as a screen reader says them. */
export async function waitForProblems(window: Window, ...patterns: RegExp[]): Promise<void> {
  await window.runCommand('Problems: Focus on Problems View');
  const list = window.page.locator('.markers-panel .monaco-list-row');
  const rows = () => list.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
  const isThere = (all: string[]) => patterns.every((pattern) => all.some((row) => pattern.test(row)));
  await until(
    async () => (isThere(await rows()) ? true : undefined),
    60_000,
    async () => `the Problems view has: ${(await rows()).join('\n')}`,
  );
}
