import assert from 'node:assert/strict';
import { exampleWindow as window } from './exampleWindow.ts';

describe('a person is asked for inputs that nobody can guess', () => {
  it('answers the prompt, which writes the tag, and reads the verdict', async () => {
    await window().openFile('filter.js');
    await window().runFromLens(/needs inputs/);
    await window().clickCodeLens('needs inputs');
    const guess = await window().quickInput.value(/w: \[.*patch: \[/);
    await window().quickInput.answer(guess.replaceAll(/\[[\d, ]+\]/g, '[17]'));
    await window().waitForLens(/✓ correct/);
    assert.match(await window().editor.innerText(), /@gradcheck\sw:\s\[17\],\spatch:\s\[17\]/);
  });
});

describe('a person names two functions that were not found as a pair', () => {
  it('picks both, and reads the verdict above the gradient', async () => {
    await window().openFile('hill.js');
    await window().runCommand('Gradient Check: Check These Functions…');
    await window().quickInput.choose('inclination');
    await window().quickInput.choose('hill');
    await window().waitForLens(/✓ correct/);
    assert.match(await window().editor.innerText(), /@gradcheck\sforward\s=\shill/);
  });
});
