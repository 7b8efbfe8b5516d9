import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';
import { withWindow } from './withWindow.ts';

describe('a person checks the example', () => {
  const window = withWindow({ workspace: join(root, 'examples') });

  it('sees a lens above backward and clicks it', async () => {
    await window().openFile('network.ts');
    await window().moveTo(44);
    await window().waitForLens(/Run Gradient Check/);
    await window().clickCodeLens('Run Gradient Check');
    const verdict = await window().waitForLens(/✗/, 60_000);
    assert.match(verdict, /dW2/);
    assert.match(verdict, /db1/);
    assert.match(verdict, /difference 2\.9e-1/);
    assert.doesNotMatch(verdict, /dW1|dW3|db2|db3/);
  });

  it('sees squiggles under the lines of dW2 and db1, and under no other gradient', async () => {
    await window().waitForSquiggle(47);
    const errors = (await window().squiggles()).filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      errors.map(({ text }) => /const (d\w+)/.exec(text)?.[1]),
      ['dW2', 'db1'],
    );
  });

  it('reads place and size in the Problems view', async () => {
    const problems = await window().problems();
    assert.ok(
      problems.some((row) => /dW\[2\]: \d+ of 15 entries wrong; largest at \[\d,\d\] \(θ index \d+\)/.test(row)),
      problems.join('\n'),
    );
    assert.ok(
      problems.some((row) => /db\[1\]: \d of 5 entries wrong/.test(row)),
      problems.join('\n'),
    );
  });

  it('opens the panel and finds W[2] and b[1] in it', async () => {
    await window().clickCodeLens('Show Details');
    const page = window().panel.locator('body');
    await window().panel.getByText('Wrong').first().waitFor();
    const text = await page.innerText();
    assert.match(text, /W\[2\]/);
    assert.match(text, /b\[1\]/);
    assert.match(text, /2\.9e-1/);
  });

  it('shows the same panel after the window was reloaded', async () => {
    await window().reload();
    await window().panel.getByText('Wrong').first().waitFor({ timeout: 60_000 });
  });
});

describe('a person stops an endless forward', () => {
  const endless = [
    'export const parameters = { w: [1, 2, 3] };',
    'export function forward(parameters, x) {',
    '  let cost = 0;',
    '  while (cost > -1) cost += Math.exp(-cost);',
    '  return cost + parameters.w.reduce((sum, w) => sum + w * w, 0);',
    '}',
    'export function backward(parameters, x) {',
    '  return { dw: parameters.w.map((w) => 2 * w) };',
    '}',
    '',
  ].join('\n');
  const window = withWindow({ workspace: { 'endless.js': endless } });

  it('cancels, and the window says so within five seconds', async () => {
    await window().openFile('endless.js');
    await window().waitForLens(/Run Gradient Check/);
    await window().clickCodeLens('Run Gradient Check');
    await window().waitForLens(/Cancel/);
    await window().clickCodeLens('Cancel');
    await window().waitForLens(/Run/, 5000);
  });
});
