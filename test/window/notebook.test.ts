import assert from 'node:assert/strict';
import { waitForProblems } from './actions.ts';
import { exampleWindow as window } from './exampleWindow.ts';
import { until } from './until.ts';

describe('a person checks a notebook', () => {
  after(async () => {
    await window().runCommand('View: Close All Editors');
    // What other tests left unsaved is asked about.
    const save = window()
      .page.locator('.monaco-dialog-box')
      .getByText(/^Save(?: All)?$/);
    await save.click({ timeout: 3000 }).catch(() => undefined);
  });

  it('clicks the lens in the cell of backward and reads the verdict', async () => {
    await window().openTab('softmax.ipynb');
    await window().page.locator('.notebookOverlay .monaco-editor .view-line').first().hover();
    await until(
      async () => (await scrolledTo('db = dscores.sum')) || undefined,
      60_000,
      () => 'no line of db to scroll to',
    );
    const verdict = await window().runFromLens(/[✗✓!?]/);
    assert.match(verdict, /✗ .*db.* wrong/);
    assert.doesNotMatch(verdict, /dW/);
  });

  it('sees a squiggle under the line of db in that cell', async () => {
    const cell = window().page.locator('.notebookOverlay .monaco-editor', { hasText: 'dscores.sum' });
    await cell.locator('.squiggly-error').first().waitFor();
    assert.equal(await window().page.locator('.notebookOverlay .squiggly-error').count(), 1);
    await waitForProblems(window(), /db: .*wrong/);
    await window().closeBottomPanel();
  });

  it('jumps from the panel to the line in the cell', async () => {
    await window().clickCodeLens('Show Details');
    const { panel } = window();
    await panel.locator('table.leaves').getByRole('button', { name: /^d?b$/ }).click();
    const where = async () => `the cursor is on: ${await lineOfCursor()}`;
    const isThere = async () => (/db = dscores\.sum/.test(await lineOfCursor()) ? true : undefined);
    await until(
      async () => {
        await panel.locator('.entries').getByRole('button', { name: 'b[' }).first().click();
        return until(isThere, 10_000, where).catch(() => undefined);
      },
      60_000,
      where,
    );
  });
});

/** Scrolls down a little, unless a line of code is in sight already. */
async function scrolledTo(code: string): Promise<boolean> {
  const { page } = window();
  if (await page.locator('.notebookOverlay .view-line', { hasText: code }).isVisible()) return true;
  await page.mouse.wheel(0, 300);
  await page.waitForTimeout(200);
  return false;
}

/** Text of the line that the cursor of the focused cell is on. */
function lineOfCursor(): Promise<string> {
  return window().page.evaluate(() => {
    const editor = document.querySelector('.notebookOverlay .monaco-editor.focused');
    const cursor = editor?.querySelector('.cursors-layer .cursor')?.getBoundingClientRect();
    const lines = [...(editor?.querySelectorAll<HTMLElement>('.view-line') ?? [])];
    const line = lines.find((one) => Math.abs(one.getBoundingClientRect().top - (cursor?.top ?? NaN)) < 4);
    return line?.innerText.replace(/\u00a0/g, ' ') ?? '';
  });
}
