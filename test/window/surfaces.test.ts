import assert from 'node:assert/strict';
import { exampleWindow as window } from './exampleWindow.ts';
import { until } from './until.ts';

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
});
