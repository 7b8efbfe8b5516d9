import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seriousFindings } from './accessibility.ts';
import { exampleWindow as window } from './exampleWindow.ts';
import { until } from './until.ts';

describe('a person reads the pictures of a large gradient', () => {
  const canvas = () => window().panel.locator('canvas.heat-map');

  before(async () => {
    await window().openFile('wide.js');
    await window().moveTo(15);
    await window().runFromLens(/✗ dW/);
    await window().clickCodeLens('Show Details');
    await canvas().waitFor();
  });

  after(async () => {
    await window().clickTab(/Gradient Check: /);
    await window().runCommand('View: Close Editor');
  });

  it('sees every entry, also those that the report shows in blocks', async () => {
    const { panel } = window();
    await panel.getByText('Every cell stands for a block').waitFor({ state: 'detached' });
    const { width, height } = (await canvas().boundingBox())!;
    await canvas().hover({ position: { x: Math.floor((65.5 / 70) * width), y: Math.floor((17.5 / 60) * height) } });
    const words = () => panel.locator('.readout').innerText();
    await until(
      async () =>
        /^W\[17,65\] \(θ index 1255\): backward says .*, the cost says .* ± /.test(await words()) ? true : undefined,
      60_000,
      words,
    );
  });

  it('sees the V-curve of the worst entry with the best step and the one used', async () => {
    const figure = window().panel.locator('figure', { hasText: 'Error against ε at W[17,' });
    const words = () => figure.innerText();
    await until(
      async () =>
        /best ε = 1e-[2-6].*ε used = 1e-7.*Backward is off by 3\.3e-1/s.test(await words()) ? true : undefined,
      60_000,
      words,
    );
  });

  it('sees the same in every theme, and axe finds nothing serious in any', async () => {
    for (const theme of ['dark', 'highContrast', 'highContrastLight', 'light'] as const) {
      await window().setTheme(theme);
      await window().screenshot(`pictures-${theme}`);
      assert.deepEqual(await seriousFindings(window()), [], theme);
    }
  });

  it('saves a picture where the dialog says', async () => {
    const file = join(window().workspace, 'backward.dW-residual.png'.replace(/[^\w.-]/g, '_'));
    await window().panel.getByRole('button', { name: 'Save picture: Difference: dW' }).click();
    await window().quickInput.value(/\.png$/);
    // A file is there, and empty, before its bytes are.
    const isSaved = async () => ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0 ? true : undefined);
    await until(
      async () => {
        // The dialog takes no answer while it still reads the folder.
        if (await window().quickInput.widget.isVisible()) await window().quickInput.answer();
        return until(isSaved, 5000, () => '').catch(() => undefined);
      },
      60_000,
      () => `no ${file}`,
    );
    assert.deepEqual([...readFileSync(file).subarray(1, 4)], [...Buffer.from('PNG')]);
  });

  it('finds leaf, picture and filter again after a reload of the window', async () => {
    const { panel } = window();
    await panel.getByRole('button', { name: 'Ratio', exact: true }).click();
    await panel.getByRole('button', { name: 'Ratio', exact: true, pressed: true }).waitFor();
    await panel.getByRole('searchbox').fill('17,6');
    await window().reload();
    await canvas().waitFor();
    await panel.getByRole('button', { name: 'Ratio', exact: true, pressed: true }).waitFor();
    assert.equal(await panel.getByRole('searchbox').inputValue(), '17,6');
    await panel.getByText('Every cell stands for a block').waitFor({ state: 'detached' });
  });
});
