import { hoverAt, quickFix } from '../../test/window/actions.ts';
import type { Window } from '../../test/window/driver.ts';
import type { WindowOptions } from '../../test/window/launch.ts';
import { TestView } from '../../test/window/testView.ts';

/** One surface, with the themes in which its picture is taken. A scene leaves the window as it found it. */
export interface Scene {
  name: string;
  themes: NonNullable<WindowOptions['theme']>[];
  take: (window: Window) => Promise<Buffer>;
}

export const scenes: Scene[] = [
  { name: 'lens', themes: ['dark', 'light', 'highContrast'], take: lens },
  { name: 'hover', themes: ['dark'], take: hover },
  { name: 'quick-fix', themes: ['dark'], take: fixes },
  { name: 'test-explorer', themes: ['dark', 'light'], take: testExplorer },
  { name: 'panel', themes: ['dark', 'light', 'highContrast', 'highContrastLight'], take: panel },
  { name: 'leaf', themes: ['dark', 'light', 'highContrast'], take: leaf },
];

/** Long enough for decorations, scroll bars and fades to settle. */
const settle = 1200;
const wrongLine = 47;

async function lens(window: Window): Promise<Buffer> {
  await window.waitForSquiggle(wrongLine);
  await window.page.waitForTimeout(settle);
  return window.page.screenshot();
}

async function hover(window: Window): Promise<Buffer> {
  await hoverAt(window, wrongLine, 12, /Show Details/);
  await window.page.waitForTimeout(settle);
  const picture = await window.page.screenshot();
  await window.page.keyboard.press('Escape');
  return picture;
}

async function fixes(window: Window): Promise<Buffer> {
  await quickFix(window, wrongLine, 12, 'Fix: ');
  await window.page.waitForTimeout(settle);
  const picture = await window.page.screenshot();
  await window.page.keyboard.press('Escape');
  await window.moveTo(44);
  return picture;
}

async function testExplorer(window: Window): Promise<Buffer> {
  const view = new TestView(window);
  await view.show();
  await view.waitFor(/^network\.ts \(Failed\)/);
  await view.expand('network.ts');
  await view.expand('backward');
  // A pointer that rests on the tree would open a tooltip over it.
  await window.page.mouse.move(900, 700);
  await window.page.waitForTimeout(settle);
  const picture = await window.page.screenshot();
  await window.closeSideBar();
  return picture;
}

async function panel(window: Window): Promise<Buffer> {
  await window.clickCodeLens('Show Details');
  await window.panel.locator('canvas.heat-map').waitFor();
  await window.page.waitForTimeout(settle);
  return window.page.screenshot();
}

async function leaf(window: Window): Promise<Buffer> {
  if (!(await window.page.locator('.tab', { hasText: /Gradient Check: / }).isVisible())) await panel(window);
  await window.panel.locator('table.leaves').getByRole('button', { name: 'W[2]' }).click();
  await window.clickTab(/Gradient Check: /);
  await window.runCommand('View: Toggle Maximize Editor Group');
  await window.panel.locator('#detail-title').evaluate((title) => title.scrollIntoView());
  await window.panel.locator('canvas.heat-map').hover({ position: { x: 70, y: 70 } });
  await window.page.waitForTimeout(settle);
  const picture = await window.page.screenshot();
  await window.runCommand('View: Toggle Maximize Editor Group');
  return picture;
}
