import axe from 'axe-core';
import type { Window } from './driver.ts';

/** What axe finds serious or critical in the page of the panel, one line each. */
export async function seriousFindings(window: Window): Promise<string[]> {
  const body = await window.panel.locator('body').elementHandle();
  const frame = await body.ownerFrame();
  if (!frame) throw new Error('the panel is not open');
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' · ')}`);
}
