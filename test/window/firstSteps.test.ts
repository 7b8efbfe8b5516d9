import assert from 'node:assert/strict';
import type { Window } from './driver.ts';
import { until } from './until.ts';
import { withWindow } from './withWindow.ts';

let window: () => Window;

/** Nothing that looks like a pair: two functions of one file whose names say nothing. */
const lesson = `export function hill(x) {
  return Math.sin(x[0]) * x[1];
}

export function inclination(x) {
  return [Math.cos(x[0]) * x[1], Math.sin(x[0])];
}
`;

describe('a person whose folder has no pair yet', () => {
  window = withWindow({
    workspace: { 'lesson.js': lesson },
    settings: { 'files.autoSave': 'off', 'files.defaultLanguage': 'javascript' },
  });

  before(async () => {
    await window().openFile('lesson.js');
  });

  it('is told the whole of how functions are found, and is led to the walkthrough', async () => {
    await window().runCommand('Gradient Check: Run Gradient Check');
    const said = await window().notifications.waitFor(/^No pair of a forward and a backward function was found/);
    assert.match(said, /let backward return the gradients/);
    await window().screenshot('surface-no-pair');
    await window().notifications.click('How It Works');
    await window().page.locator('.gettingStartedContainer', { hasText: 'Check your first gradient' }).waitFor();
    await window().screenshot('surface-walkthrough');
  });

  it('names the two functions from the same message, and reads the verdict', async () => {
    await window().openFile('lesson.js');
    await window().runCommand('Gradient Check: Run All Gradient Checks');
    await window().notifications.waitFor(/^No pair/);
    await window().notifications.click('Choose the Functions…');
    await window().quickInput.choose('inclination');
    await window().quickInput.choose('hill');
    await window().waitForLens(/✓ correct/);
  });

  it('is asked to save a text that has no file yet', async () => {
    await window().runCommand('File: New Untitled Text File');
    await window().page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await window().runCommand('Gradient Check: Run Gradient Check');
    await window().notifications.waitFor(/^A gradient check runs functions from a file\. Save this text first\.$/);
  });

  it('is told what has to be open before two functions can be chosen, and that nothing runs that could be cancelled', async () => {
    await window().runCommand('Gradient Check: Check These Functions…');
    await window().notifications.waitFor(/^A gradient check runs functions from a file\./);
    await window().clickTab('lesson.js');
    await window().save();
    await window().runCommand('View: Close All Editors');
    await window().runCommand('Gradient Check: Check These Functions…');
    await window().notifications.waitFor(/^Open a TypeScript, JavaScript or Python file first/);
    await window().runCommand('Gradient Check: Cancel Gradient Checks');
    await until(
      async () => ((await window().statusBar()).includes('No gradient check is running.') ? true : undefined),
      4000,
      async () => (await window().statusBar()).join(' · '),
    );
  });
});
