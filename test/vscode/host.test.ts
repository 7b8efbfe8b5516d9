import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension host', () => {
  it('loads the extension and activates it', async () => {
    const extension = vscode.extensions.getExtension('gradient-check.gradient-check');
    assert.ok(extension, 'the extension in development is not there');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('has the loader hooks that the runtime needs', async () => {
    const { registerHooks } = await import('node:module');
    assert.equal(typeof registerHooks, 'function');
  });
});
