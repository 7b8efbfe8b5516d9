import assert from 'node:assert/strict';
import { Traps } from './traps.ts';
import { until } from './until.ts';
import { withWindow } from './withWindow.ts';

/** Every command that runs a check. Before tests run, VS Code itself asks for trust, in a dialog that stops all else. */
const commands = [
  'Gradient Check: Run Gradient Check',
  'Gradient Check: Run All Gradient Checks',
  'Gradient Check: Exact Sweep (Check Every Entry)',
  'Gradient Check: Check with Other Inputs',
  'Gradient Check: Debug Gradient Check',
  'Gradient Check: Look for a Change That Mends a Gradient',
  'Gradient Check: Check These Functions…',
  'Gradient Check: Create Gradient Check Inputs',
];

describe('a folder full of traps in Restricted Mode', () => {
  const traps = new Traps();
  const window = withWindow({ restricted: true, workspace: traps.files, settings: { 'files.autoSave': 'off' } });

  after(() => traps.dispose());

  for (const [file, comment] of [
    ['net.js', '//'],
    ['net.py', '#'],
  ] as const) {
    it(`runs none of its code, loads no configuration and starts no interpreter, whatever is asked for: ${file}`, async () => {
      await window().openFile(file);
      await window().waitForLens(/Trust/);
      for (const command of commands) {
        await window().openFile(file);
        await window().runCommand(command);
      }
      await window().openFile(file);
      await window().replaceLine(1, `${comment} edited and saved`);
      await window().save();
      await window().runCommand('Gradient Check: Show Gradient Check Panel');
      await window().openFile(file);
      assert.deepEqual(traps.sprung(), []);
    });
  }

  it('reads not even what the folder leaves out', async () => {
    await window().openFile('excluded.js');
    await window().waitForLens(/Trust/);
  });

  it('springs once the folder is trusted, and not a moment before', async () => {
    const trustedAt = Date.now();
    await window().runCommand('Workspaces: Manage Workspace Trust');
    await window().page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await window().closeModalEditor();
    for (const file of ['net.js', 'net.py']) {
      await window().openFile(file);
      await window().runFromLens(/✓|✗|\?|!/);
    }
    await until(
      () => Promise.resolve(traps.sprung().includes('interpreter') ? true : undefined),
      60_000,
      () => Promise.resolve(`sprung: ${traps.sprung().join(', ')}`),
    );
    // Configurations that are code run on the command line only.
    assert.deepEqual(traps.sprung(), ['forward', 'inputs', 'interpreter']);
    assert.ok(traps.firstAt() >= trustedAt);
  });
});
