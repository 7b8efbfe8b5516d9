import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';
import { withWindow } from './withWindow.ts';

describe('a person opens a folder in Restricted Mode', () => {
  const window = withWindow({ workspace: join(root, 'examples'), restricted: true });

  it('sees lenses that ask for trust and run nothing', async () => {
    await window().openFile('network.ts');
    await window().moveTo(44);
    assert.deepEqual(await window().waitForLens(/Trust/), 'Trust this folder to run the gradient check');
    await window().runCommand('Gradient Check: Run Gradient Check');
    assert.match(await window().notifications.waitFor(/Trust the folder first/), /runs the code of this folder/);
  });

  it('trusts the folder from there, and the check runs', async () => {
    await window().notifications.click('Manage Workspace Trust');
    await window().page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await window().closeModalEditor();
    assert.match(await window().runFromLens(/✗/), /dW2/);
  });
});
