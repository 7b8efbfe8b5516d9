import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Window } from '../test/window/driver.ts';
import type { WindowOptions } from '../test/window/launch.ts';
import { root } from './provision/paths.ts';

// npm run screenshots: takes the README's pictures from a real window, in each theme.
const folder = join(root, 'media', 'screenshots');
const size = { width: 1200, height: 760 };
mkdirSync(folder, { recursive: true });

const themes: NonNullable<WindowOptions['theme']>[] = ['light', 'dark', 'highContrast'];
for (const theme of themes) {
  const window = await Window.open({ workspace: join(root, 'examples'), theme, size });
  try {
    await pictures(window, theme);
  } finally {
    await window.dispose();
  }
}

async function pictures(window: Window, theme: string): Promise<void> {
  await window.closeSideBar();
  await window.openFile('network.ts');
  await window.moveTo(44);
  await window.waitForLens(/Run Gradient Check/);
  await window.clickCodeLens('Run Gradient Check');
  await window.waitForLens(/✗/, 60_000);
  await window.page.waitForTimeout(1000);
  await keep(window, `lens-${theme}`);
  await window.clickCodeLens('Show Details');
  await window.panel.locator('body').waitFor();
  await window.page.waitForTimeout(2000);
  await keep(window, `panel-${theme}`);
}

async function keep(window: Window, name: string): Promise<void> {
  copyFileSync(await window.screenshot(name), join(folder, `${name}.png`));
  console.log(`media/screenshots/${name}.png`);
}
