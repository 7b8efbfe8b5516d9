import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';
import { hoverAt, quickFix } from './actions.ts';
import type { Window } from './driver.ts';
import { until } from './until.ts';
import { withWindow } from './withWindow.ts';

/** A window of its own: a changed file would be in the way of other tests. */
let window: () => Window;

/** The editor draws its blanks as ones that do not break. */
function plain(text: string): string {
  return text.replace(/\u00a0/g, ' ');
}

describe('the surfaces of the editor', () => {
  window = withWindow({ workspace: join(root, 'examples'), settings: { 'files.autoSave': 'off' } });

  before(async () => {
    await window().openFile('network.ts');
    await window().moveTo(44);
    await window().waitForLens(/Run Gradient Check/);
  });

  it('lens: offers run and debug, then says the verdict', async () => {
    assert.match(await window().waitForLens(/Run Gradient Check/), /Debug/);
    await window().runFromLens(/✗ .*dW2/);
  });

  it('status bar: says how many are wrong', async () => {
    await until(
      async () =>
        (await window().statusBar()).some((text) => /Gradient checks: 1 wrong/.test(text)) ? true : undefined,
      60_000,
      async () => (await window().statusBar()).join(' · '),
    );
  });

  it('inline: words behind the wrong line, and a hover with the entries and the ways onward', async () => {
    assert.match(plain(await window().editor.innerText()), /const dW2/);
    const after = () =>
      window().page.evaluate(() =>
        [...document.querySelectorAll('.view-line span')].map((one) => getComputedStyle(one, '::after').content),
      );
    await until(
      async () => ((await after()).some((text) => /2 × in all 15 entries/.test(plain(text))) ? true : undefined),
      60_000,
      async () => (await after()).filter((text) => text !== 'none').join(' · '),
    );
    await hoverAt(window(), 47, 12, /Show Details · Run Again[^]*backward says\s+the cost says/);
    await window().page.keyboard.press('Escape');
  });

  it('quick fix: a proven change is shown, asked for, made, and checked again', async () => {
    const { page } = window();
    await (await quickFix(window(), 47, 12, 'Fix: write 1 instead of 2')).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(plain(await dialog.innerText()), /write 1 instead of 2[^]*found dW\[2\] correct/);
    await window().screenshot('surface-fix');
    const diff = page.locator('.monaco-diff-editor').first();
    await until(
      async () => (/scale\(1 \/ m\)/.test(plain(await diff.innerText())) ? true : undefined),
      60_000,
      async () => plain(await diff.innerText()),
    );
    await dialog.getByRole('button', { name: /^Apply/ }).click();
    const lens = await window().waitForLens(/^✗ (?!.*dW2)/);
    assert.match(lens, /db1/);
    await page.locator('.tab', { hasText: 'A change that mends' }).waitFor({ state: 'detached' });
    await window().clickTab('network.ts');
    await window().runCommand('File: Revert File');
    await window().waitForLens(/before your edit/);
  });
});
