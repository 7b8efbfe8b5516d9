import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { root } from '../../scripts/provision/paths.ts';
import { quickFix } from './actions.ts';
import type { Window } from './driver.ts';
import { filter } from './filter.ts';
import { until } from './until.ts';
import { withWindow } from './withWindow.ts';

/** A window of its own: others count on an example that was not checked yet. */
let window: () => Window;

/** What has the focus in the page of the panel, as a screen reader finds it; '' where the page has none. */
function focused(): Promise<string> {
  return window()
    .panel.locator('body')
    .evaluate(({ ownerDocument }) => {
      const { activeElement } = ownerDocument;
      if (!activeElement || activeElement === ownerDocument.body || !ownerDocument.hasFocus()) return '';
      return activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim();
    });
}

/** Presses Tab until what has the focus fits; every stop on the way must show that it has it. */
async function tabTo(pattern: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    const name = await focused();
    if (presses > 0) assert.ok(await showsFocus(), `the focus on "${name}" cannot be seen`);
    if (pattern.test(name)) return;
    passed.push(name);
    await window().page.keyboard.press(key);
  }
  assert.fail(`Tab does not come to ${String(pattern)}: ${passed.join(' · ')}`);
}

/** An outline, which also high contrast draws. */
function showsFocus(): Promise<boolean> {
  return window()
    .panel.locator('body')
    .evaluate(({ ownerDocument }) => {
      const element = ownerDocument.activeElement;
      if (!element || element === ownerDocument.body) return true;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    });
}

async function waitForFocus(): Promise<void> {
  await until(
    async () =>
      (await window()
        .panel.locator('body')
        .evaluate((body) => body.ownerDocument.hasFocus()))
        ? true
        : undefined,
    60_000,
    () => 'the panel did not get the focus',
  );
}

const visible = (locator: Locator): Promise<void> => locator.first().waitFor();

describe('a person without a mouse', () => {
  window = withWindow({
    workspace: join(root, 'examples'),
    files: { 'filter.js': filter },
    settings: { 'files.autoSave': 'off' },
  });
  const press = (key: string): Promise<void> => window().page.keyboard.press(key);

  it('runs the lens of the line from the palette, and reads the verdict there', async () => {
    await window().openFile('network.ts');
    await window().moveTo(36);
    await window().waitForLens(/Run Gradient Check/);
    await window().runCommand('Show CodeLens Commands for Current Line');
    await window().quickInput.pick('Run', 'Run Gradient Check');
    await window().waitForLens(/✗ .*dW2/);
  });

  it('walks over the wrong lines, and opens the quick fixes there', async () => {
    await window().moveTo(36);
    await window().runCommand('Go to Next Problem (Error, Warning, Info)');
    await until(
      async () => ((await window().cursor()).line === 47 ? true : undefined),
      60_000,
      async () => JSON.stringify(await window().cursor()),
    );
    const view = window().page.locator('.monaco-editor .zone-widget');
    await until(
      async () => {
        await press('Escape');
        return view.waitFor({ state: 'detached', timeout: 5000 }).then(
          () => true,
          () => undefined,
        );
      },
      60_000,
      () => 'the view of the problem stays open',
    );
    await quickFix(window(), 47, 9, 'Show in the gradient');
    await press('Escape');
  });

  it('opens the panel by its command, which brings the focus there', async () => {
    await window().moveTo(36);
    await window().runCommand('Gradient Check: Show Gradient Check Panel');
    await visible(window().panel.locator('table.leaves'));
    await waitForFocus();
  });

  it('goes to a gradient, its picture, the table behind and the way to save it', async () => {
    await tabTo(/^W\[3\]$/);
    await tabTo(/^W\[2\]$/);
    await press('Enter');
    await visible(window().panel.locator('canvas.heat-map'));
    await tabTo(/^ratio$/i);
    await press('Enter');
    await tabTo(/heat map of 3×5 entries/);
    const readout = window().panel.locator('.readout');
    await press('ArrowRight');
    await press('ArrowDown');
    await until(
      async () => (/W\[2\]\[\d,\d\]/.test(await readout.innerText()) ? true : undefined),
      60_000,
      () => readout.innerText(),
    );
    await tabTo(/as a table$/);
    await press('Enter');
    await visible(window().panel.locator('.behind table'));
    await tabTo(/^Save picture: /, 'Shift+Tab');
  });

  it('goes to an entry, which opens its line', async () => {
    await tabTo(/^W\[2\]\[\d,\d\]$/);
    await press('Enter');
    await until(
      async () => ((await window().cursor()).line === 47 ? true : undefined),
      60_000,
      async () => JSON.stringify(await window().cursor()),
    );
  });

  it('comes back with the command, and copies the report', async () => {
    await window().runCommand('Gradient Check: Show Gradient Check Panel');
    await waitForFocus();
    await tabTo(/^Copy for an issue/);
    await press('Enter');
    await until(
      async () =>
        /dW2|W\[2\]/.test(await window().page.evaluate(() => navigator.clipboard.readText())) ? true : undefined,
      60_000,
      () => window().page.evaluate(() => navigator.clipboard.readText()),
    );
  });

  it('hears the verdict in a notification where VS Code is set up for a screen reader', async () => {
    window().setSettings({ 'editor.accessibilitySupport': 'on' });
    await window().openFile('network.ts');
    await window().moveTo(36);
    try {
      await until(
        async () => {
          await window().runCommand('Gradient Check: Run Gradient Check');
          const heard = window().notifications.waitFor(/^backward computes .*wrong/, 10_000);
          return await heard.catch(() => undefined);
        },
        120_000,
        () => 'nothing was said',
      );
    } finally {
      window().setSettings({ 'editor.accessibilitySupport': 'off' });
    }
  });

  it('answers the prompt for inputs', async () => {
    await window().openFile('filter.js');
    await window().moveTo(9);
    await window().waitForLens(/Run Gradient Check|needs inputs|correct/);
    await window().runCommand('Gradient Check: Create Gradient Check Inputs');
    await window().quickInput.value(/w: \[.*patch: \[/);
    await press('Escape');
    await window().quickInput.widget.waitFor({ state: 'hidden' });
  });
});
