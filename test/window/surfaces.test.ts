import assert from 'node:assert/strict';
import { exampleWindow as window } from './exampleWindow.ts';
import { until } from './until.ts';

/** The editor draws its blanks as ones that do not break. */
function plain(text: string): string {
  return text.replace(/\u00a0/g, ' ');
}

/** Rows of the Test Explorer as a screen reader says them. */
async function tests(): Promise<string[]> {
  const rows = window().page.locator('.test-explorer .monaco-list-row');
  return (await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')))).filter(
    (row) => row !== null,
  );
}

async function waitForTest(pattern: RegExp): Promise<string> {
  return until(
    async () => (await tests()).find((row) => pattern.test(row)),
    120_000,
    async () => `no test fits ${String(pattern)}; shown: ${(await tests()).join(' · ')}`,
  );
}

describe('the surfaces of the editor', () => {
  before(async () => {
    await window().openFile('network.ts');
    await window().moveTo(44);
    await window().waitForLens(/Run Gradient Check|Run Again/);
  });

  it('lens: offers run and debug, then says the verdict', async () => {
    const lens = await window().waitForLens(/Run Gradient Check|Run Again/);
    assert.match(lens, /Debug/);
    await window().clickCodeLens(lens.includes('Run Again') ? 'Run Again' : 'Run Gradient Check');
    await window().waitForLens(/✗ .*dW2/);
  });

  it('status bar: says how many are wrong', async () => {
    await until(
      async () => ((await window().statusBar()).some((text) => /Gradients: \d+ wrong/.test(text)) ? true : undefined),
      60_000,
      async () => (await window().statusBar()).join(' · '),
    );
  });

  it('inline: words behind the wrong line, and a hover with the entries and the ways onward', async () => {
    assert.match(plain(await window().editor.innerText()), /const dW2/);
    const after = await window().page.evaluate(() =>
      [...document.querySelectorAll('.view-line span')].map((one) => getComputedStyle(one, '::after').content),
    );
    assert.ok(
      after.some((text) => /2 × in 15 of 15/.test(plain(text))),
      after.filter((text) => text !== 'none').join(' · '),
    );
    await window().hoverAt(47, 12);
    const hover = window().page.locator('.monaco-hover-content:visible');
    await until(
      async () => (/backward says\s+the cost says/.test((await hover.allInnerTexts()).join('\n')) ? true : undefined),
      30_000,
      async () => (await hover.allInnerTexts()).join('\n'),
    );
    assert.match((await hover.allInnerTexts()).join('\n'), /Show Details · Run Again/);
    await window().page.keyboard.press('Escape');
  });

  it('quick fix: a proven change is shown, asked for, made, and checked again', async () => {
    const { page } = window();
    await window().moveTo(47, 12);
    await page.keyboard.press('Control+.');
    const entry = page.locator('.action-widget .monaco-list-row', { hasText: 'Fix: write 1 instead of 2' });
    await entry.waitFor();
    await entry.click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(plain(await dialog.innerText()), /write 1 instead of 2[^]*found dW\[2\] correct/);
    await window().screenshot('surface-fix');
    assert.match(plain(await page.locator('.monaco-diff-editor').first().innerText()), /scale\(1 \/ m\)/);
    await dialog.getByRole('button', { name: /^Apply/ }).click();
    const lens = await window().waitForLens(/^✗ (?!.*dW2)/);
    assert.match(lens, /db1/);
    assert.equal(await page.locator('.tab', { hasText: 'A change that mends' }).count(), 0);
    await window().clickTab('network.ts');
    await window().runCommand('File: Revert File');
    await window().waitForLens(/before your edit/);
  });

  it('Test Explorer: every pair is a test under its file, its gradients below it with their verdicts', async () => {
    await window().runCommand('Testing: Focus on Test Explorer View');
    await waitForTest(/^networkRepaired\.ts/);
    const { page } = window();
    await page.locator('.test-explorer .monaco-list-row', { hasText: 'network.ts' }).first().click();
    await page.keyboard.press('ArrowRight');
    await waitForTest(/^backward/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await window().runCommand('Test: Run Tests in Current File');
    await waitForTest(/^dW\[2\] \(Failed\)/);
    await waitForTest(/^dW\[3\] \(Passed\)/);
    await window().screenshot('surface-tests');
    await window().closeBottomPanel();
  });

  it('Test Explorer: debugs a pair, which stops in backward', async () => {
    const { page } = window();
    await window().clickTab('network.ts');
    await window().moveTo(44);
    await window().runCommand('Test: Debug Tests in Current File');
    await page.locator('.debug-toolbar').waitFor({ timeout: 120_000 });
    await page.locator('.monaco-editor .debug-top-stack-frame-line').first().waitFor();
    await window().screenshot('surface-debug');
    await page.keyboard.press('F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await window().closeBottomPanel();
    await window().closeSideBar();
  });

  it('panel: breaks where an entry is computed', async () => {
    const { page, panel } = window();
    await window().clickCodeLens(/Run Again|Run Gradient Check/);
    await window().waitForLens(/^✗ .*dW2/);
    await window().clickCodeLens('Show Details');
    await panel.locator('table.leaves').getByRole('button', { name: 'W[2]' }).click();
    await panel.getByRole('button', { name: 'Debug, and break where W[2][2,0] is computed' }).click();
    await page.locator('.debug-toolbar').waitFor({ timeout: 120_000 });
    await page.locator('.monaco-editor .debug-top-stack-frame-line').first().waitFor();
    await until(
      async () =>
        (
          await window()
            .cursor()
            .catch(() => null)
        )?.line === 47
          ? true
          : undefined,
      60_000,
      async () => `stopped at ${JSON.stringify(await window().cursor())}`,
    );
    await window().screenshot('surface-break');
    await page.keyboard.press('F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await window().closeBottomPanel();
    await window().closeSideBar();
    await window().clickTab('Gradient Check: backward');
    await window().runCommand('View: Close Editor');
    await window().clickTab('network.ts');
  });

  it('problem report: opens with versions filled in', async () => {
    await window().runCommand('Gradient Check: Report a Problem with Gradient Check');
    const text = await until(
      async () => {
        const shown = (await window().page.locator('.editor-instance .view-lines').allInnerTexts()).join('\n');
        return /Gradient\s+Check\s+\d+\.\d+\.\d+/.test(shown) ? shown : undefined;
      },
      60_000,
      () => 'no report was opened',
    );
    assert.match(plain(text), /What happened, and what did you expect\?/);
    await window()
      .runCommand('File: Revert and Close Editor')
      .catch(() => undefined);
  });
});
