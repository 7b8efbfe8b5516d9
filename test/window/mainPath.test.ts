import assert from 'node:assert/strict';
import { seriousFindings } from './accessibility.ts';
import { waitForProblems } from './actions.ts';
import { exampleWindow as window } from './exampleWindow.ts';
import { until } from './until.ts';

describe('a person checks the example', () => {
  before(async () => {
    await window().openFile('network.ts');
    await window().moveTo(44);
  });

  it('sees a lens above backward and clicks it', async () => {
    const verdict = await window().runFromLens(/✗/);
    assert.match(verdict, /dW2/);
    assert.match(verdict, /db1/);
    assert.match(verdict, /difference 2\.9e-1/);
    assert.doesNotMatch(verdict, /dW1|dW3|db2|db3/);
  });

  it('sees squiggles under the lines of dW2 and db1, and under no other gradient', async () => {
    await window().waitForSquiggle(47);
    await window().waitForSquiggle(53);
    const errors = (await window().squiggles()).filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      errors.map(({ text }) => /const (d\w+)/.exec(text)?.[1]),
      ['dW2', 'db1'],
    );
  });

  it('reads place and size in the Problems view', async () => {
    await waitForProblems(
      window(),
      /dW\[2\]: \d+ of 15 entries wrong.*; largest at \[\d,\d\] \(θ index \d+\): backward says /,
      /db\[1\]: \d of 5 entries wrong/,
    );
    await window().closeBottomPanel();
  });

  it('opens the panel and finds W[2] and b[1] in it', async () => {
    await window().clickCodeLens('Show Details');
    const row = (name: string) => window().panel.locator('table.leaves tr', { hasText: name });
    await row('W[2]').waitFor();
    assert.match(await window().panel.locator('body').innerText(), /2\.9e-1/);
    for (const name of ['W[2]', 'b[1]']) assert.match(await row(name).innerText(), /wrong/);
    for (const name of ['W[1]', 'b[2]', 'W[3]', 'b[3]']) assert.match(await row(name).innerText(), /correct/);
  });

  it('clicks an entry, and the editor jumps to the line that computes it', async () => {
    await openEntry('b[1]', 53);
    await openEntry('W[2]', 47);
    assert.equal(await window().activeTab(), 'network.ts');
  });

  it('can read the panel with a screen reader: axe finds nothing serious', async () => {
    assert.deepEqual(await seriousFindings(window()), []);
  });

  it('finds lens and panel again after the window was reloaded', async () => {
    await window().reload();
    await window().panel.locator('table.leaves').waitFor();
    await window().waitForLens(/✗ .*dW2.*difference 2\.9e-1/);
    await window().waitForSquiggle(47);
  });

  it('sees that a result is from before an edit, and checks the edited text without saving it', async () => {
    await window().clickTab('network.ts');
    await window().replaceLine(47, '  const dW2 = map(multiply(dZ2, transpose(A1)), scale(1 / m));');
    await window().waitForLens(/before your edit: ✗/);
    await until(
      async () => ((await window().squiggles()).every(({ severity }) => severity === 'info') ? true : undefined),
      60_000,
      async () => `loud squiggles: ${JSON.stringify(await window().squiggles())}`,
    );
    const verdict = await window().runFromLens(/^✗/, 'Run Again');
    assert.match(verdict, /db1/);
    assert.doesNotMatch(verdict, /dW2/);
    await window().runCommand('File: Revert File');
    await window().waitForLens(/before your edit/);
  });
});

/** The page takes the focus by the click, and may do so after the editor got it: then a person clicks once more. */
async function openEntry(leaf: string, line: number): Promise<void> {
  const { panel } = window();
  await panel.locator('table.leaves').getByRole('button', { name: leaf }).click();
  const cursor = () =>
    window()
      .cursor()
      .catch(() => null);
  const where = async () => `the cursor is not on line ${line} but at ${JSON.stringify(await cursor())}`;
  const isThere = async () => ((await cursor())?.line === line ? true : undefined);
  await until(
    async () => {
      await panel
        .locator('.entries')
        .getByRole('button', { name: `${leaf}[` })
        .first()
        .click();
      return until(isThere, 10_000, where).catch(() => undefined);
    },
    60_000,
    where,
  );
}
