import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';
import { debugToEnd } from './actions.ts';
import type { Window } from './driver.ts';
import { until } from './until.ts';
import { withWindow } from './withWindow.ts';

/** A window of its own: a debugger moves views and focus. */
let window: () => Window;

async function line(): Promise<number | undefined> {
  return (
    await window()
      .cursor()
      .catch(() => undefined)
  )?.line;
}

describe('from a verdict onward', () => {
  window = withWindow({ workspace: join(root, 'examples'), settings: { 'files.autoSave': 'off' } });

  it('panel: breaks where an entry is computed', async () => {
    const { page, panel } = window();
    await window().openFile('network.ts');
    await window().moveTo(44);
    await window().runFromLens(/^✗ .*dW2/);
    await window().clickCodeLens('Show Details');
    await panel.locator('table.leaves').getByRole('button', { name: 'W[2]' }).click();
    await panel.getByRole('button', { name: 'Debug, and break where W[2][2,0] is computed' }).click();
    await page.locator('.debug-toolbar').waitFor({ timeout: 120_000 });
    await until(
      async () => ((await line()) === 47 ? true : undefined),
      120_000,
      async () => `stopped at line ${String(await line())}`,
    );
    const console = page.locator('.repl-tree .monaco-list-row', {
      hasText: /W\[2\]\[2,0\] \(θ index 35\): backward says/,
    });
    await console.first().waitFor({ timeout: 60_000 });
    await window().screenshot('surface-break');
    await debugToEnd(window());
  });

  it('problem report: opens with versions, settings and the last checks filled in', async () => {
    await window().closeBottomPanel();
    await window().runCommand('Gradient Check: Report a Problem with Gradient Check');
    await window().page.locator('.tab.active', { hasText: 'What happened' }).waitFor();
    const shown = async (): Promise<string> =>
      (await window().page.locator('.editor-instance .view-lines').allInnerTexts()).join('\n').replace(/\s+/g, ' ');
    const text = await until(
      async () => (/Gradient Check \d+\.\d+\.\d+/.test(await shown()) ? await shown() : undefined),
      60_000,
      shown,
    );
    assert.match(text, /What happened, and what did you expect\?/);
    assert.match(text, /typescript, exact: wrong/);
    assert.match(text, /Settings that are not the default (?:\d+ )*- none/);
    await window().screenshot('surface-problem');
  });
});
