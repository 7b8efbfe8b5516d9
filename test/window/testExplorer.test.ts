import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';
import { debugToEnd } from './actions.ts';
import type { Window } from './driver.ts';
import { endless } from './endless.ts';
import { TestView } from './testView.ts';
import { until } from './until.ts';
import { withWindow } from './withWindow.ts';

/** A window of its own: what the Test Explorer lists and remembers would change with other tests. */
let window: () => Window;

describe('the Test Explorer', () => {
  window = withWindow({
    workspace: join(root, 'examples'),
    files: { 'endless.js': endless },
    settings: { 'files.autoSave': 'off' },
  });
  let view: TestView;

  before(async () => {
    view = new TestView(window());
    await window().openFile('network.ts');
    await window().moveTo(44);
    await window().waitForLens(/Run Gradient Check/);
  });

  it('lists the files that hold pairs', async () => {
    await view.show();
    await view.waitFor(/^layers\.js \(Not yet run\)/);
    await view.waitFor(/^network\.ts \(Not yet run\)/);
    await view.waitFor(/^networkRepaired\.ts \(Not yet run\)/);
    await view.waitFor(/^softmax\.ipynb \(Not yet run\)/);
  });

  it('runs a pair, whose gradients are its children with their verdicts', async () => {
    await window().clickTab('network.ts');
    await window().runCommand('Test: Run Tests in Current File');
    await view.waitFor(/^network\.ts \(Failed\)/);
    await view.expand('network.ts');
    await view.waitFor(/^backward \(Failed\)/);
    await view.expand('backward');
    await view.waitFor(/^dW\[2\] \(Failed\)/);
    await view.waitFor(/^dW\[3\] \(Passed\)/);
    await view.waitFor(/^db\[1\] \(Failed\)/);
    const leaves = (await view.rows()).filter((row) => /^d[Wb]\[\d\]/.test(row)).map((row) => row.replace(/,.*/, ''));
    // In the order of their lines: backward starts at the output.
    assert.deepEqual(leaves, [
      'dW[3] (Passed)',
      'db[3] (Passed)',
      'dW[2] (Failed)',
      'db[2] (Passed)',
      'dW[1] (Passed)',
      'db[1] (Failed)',
    ]);
    await window().screenshot('surface-tests');
  });

  it('says at the site what failed, and shows the entries side by side', async () => {
    await view.message(/dW2 is exactly 2 × what the cost says/);
    const entries = await view.message('What the cost says, against what backward says');
    await entries.click();
    const { page } = window();
    await page.locator('.part.panel .monaco-diff-editor', { hasText: /[bW]\[[12]\]\[\d,\d\]/ }).waitFor();
    await window().screenshot('surface-test-failure');
    // The view of the results has taken the focus meanwhile, and the lens has followed all the same.
    await window().waitForLens(/✗ .*dW2/);
    await window().closeBottomPanel();
    await window().clickTab('network.ts');
    await window().moveTo(47);
    const failed = page.locator('.monaco-editor .testing-run-glyph.codicon-testing-failed-icon');
    await until(
      async () => ((await failed.count()) >= 3 ? true : undefined), // backward, dW2 and db1
      60_000,
      async () => `${String(await failed.count())} lines are marked as failed`,
    );
  });

  it('debugs a pair, which stops in backward and keeps its verdict', async () => {
    const { page } = window();
    await window().clickTab('network.ts');
    await window().moveTo(44);
    await window().runCommand('Test: Debug Tests in Current File');
    await page.locator('.debug-toolbar').waitFor({ timeout: 120_000 });
    await page.locator('.monaco-editor .debug-top-stack-frame-line').first().waitFor({ timeout: 120_000 });
    await window().screenshot('surface-debug');
    await debugToEnd(window());
    await window().closeBottomPanel();
    await view.show();
    await view.waitFor(/^network\.ts \(Failed\)/);
  });

  it('cancels what never ends', async () => {
    await window().openFile('endless.js');
    await window().waitForLens(/Run Gradient Check/);
    await window().runCommand('Test: Run Tests in Current File');
    await window().waitForLens(/Cancel/);
    await window().runCommand('Test: Cancel Test Run');
    await window().waitForLens(/Run Gradient Check/);
    await view.waitFor(/^endless\.js \((Skipped|Not yet run)\)/);
  });
});
