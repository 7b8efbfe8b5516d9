import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Window } from './driver.ts';
import { endless } from './endless.ts';
import { monorepo, roots } from './monorepo.ts';
import { TestView } from './testView.ts';
import { until } from './until.ts';
import { withWindow } from './withWindow.ts';

let window: () => Window;

/** Waits until a text of the status bar fits and gives it. */
function status(pattern: RegExp): Promise<string> {
  return until(
    async () => (await window().statusBar()).find((text) => pattern.test(text)),
    120_000,
    async () => (await window().statusBar()).join(' · '),
  );
}

describe('a monorepo of forty pairs in three folders', () => {
  window = withWindow({
    workspace: monorepo(),
    open: 'all.code-workspace',
    settings: { 'files.autoSave': 'off' },
  });
  let view: TestView;

  before(async () => {
    view = new TestView(window());
    await window().openFile('vision1.js');
    await window().waitForLens(/Run Gradient Check/);
  });

  it('lists the files below their folders, in the order of the Explorer', async () => {
    await view.show();
    for (const root of Object.keys(roots)) await view.waitFor(new RegExp(`^${root} \\(Not yet run\\)`));
    const rows = (await view.rows()).map((row) => row.replace(/ \(.*/, ''));
    assert.deepEqual(rows, Object.keys(roots));
    await view.expand('language');
    await view.waitFor(/^src\/language3\.js \(Not yet run\)/);
  });

  it('runs all of them as one run, except what one folder leaves out by its settings', async () => {
    const counts = status(/Gradient check \d+ of 39/); // A quick machine shows it for a moment only.
    await window().runCommand('Gradient Check: Run All Gradient Checks');
    await counts;
    const summary = await window().notifications.waitFor(/Gradient check of/);
    assert.equal(summary, 'Gradient check of 39 pairs: 37 correct, 2 wrong, 0 without a verdict.');
    await status(/Gradient checks: 2 wrong/);
    await view.waitFor(/^vision \(Failed\)/);
    await view.waitFor(/^language \(Passed\)/);
    await view.waitFor(/^control \(Failed\)/);
    // Each pair and its three gradients; in either wrong pair, two do not pass.
    const counted = window().page.locator('.test-explorer .result-summary');
    await until(
      async () => (/\b152\/156\b/.test(await counted.innerText()) ? true : undefined),
      60_000,
      () => counted.innerText(),
    );
    await window().waitForLens(/✗ dw \(2 ×\) wrong/);
  });

  for (const theme of ['dark', 'highContrast', 'highContrastLight', 'light'] as const) {
    it(`shows itself in ${theme}`, async () => {
      await window().setTheme(theme);
      await window().screenshot(`monorepo-${theme}`);
    });
  }

  it('is cancelled from the status bar, and keeps what was found', async () => {
    mkdirSync(join(window().workspace, 'control', 'src'), { recursive: true });
    writeFileSync(join(window().workspace, 'control', 'src', 'endless.js'), endless);
    await window().runCommand('Gradient Check: Run All Gradient Checks');
    await status(/Gradient check 40 of 40/);
    await window().page.locator('.statusbar-item', { hasText: 'Gradient check 40 of 40' }).click();
    await status(/Gradient checks: 2 wrong/);
    await view.waitFor(/^language \(Passed\)/);
  });
});
