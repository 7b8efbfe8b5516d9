import assert from 'node:assert/strict';
import { exampleWindow as window } from './exampleWindow.ts';

describe('a person checks Python', () => {
  it('clicks the lens above backward and reads the verdict', async () => {
    await window().openFile('network.py');
    await window().moveTo(34);
    const verdict = await window().runFromLens(/[✗✓!?]/);
    assert.match(verdict, /^✗ .*dW2.* wrong/);
  });
});
