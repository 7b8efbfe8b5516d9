import { exampleWindow as window } from './exampleWindow.ts';

/** The check itself is stopped within a second, which test/vscode holds; the rest is a busy machine's drawing. */
const patience = 60_000;

describe('a person stops an endless forward', () => {
  it('cancels, and the lens offers to run again', async () => {
    await window().openFile('endless.js');
    await window().runFromLens(/(Loading|Finding inputs|Checking).*Cancel/);
    await window().clickCodeLens('Cancel');
    await window().waitForLens(/Run Gradient Check/, patience);
  });
});
