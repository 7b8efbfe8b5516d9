import { join } from 'node:path';
import type { WindowOptions } from '../test/window/launch.ts';
import { Window } from '../test/window/driver.ts';
import { root } from './provision/paths.ts';
import { animate } from './screenshots/animation.ts';
import { commandLinePicture } from './screenshots/commandLine.ts';
import { keep } from './screenshots/keep.ts';
import { scenes, type Scene } from './screenshots/scenes.ts';

// npm run screenshots [-- NAME…]: takes the README's pictures from a real window, one per surface, named
// SURFACE-THEME.png, the command line's, and the animated one (click.gif). NAME is a surface, "cli" or "click".
type Theme = NonNullable<WindowOptions['theme']>;

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const themes: Theme[] = ['dark', 'light', 'highContrast', 'highContrastLight'];

for (const theme of themes) {
  const here = scenes.filter((scene) => scene.themes.includes(theme) && isWanted(scene.name));
  if (here.length > 0) await inOneWindow(theme, here);
}
if (isWanted('cli')) await keep('cli-dark', await commandLinePicture(join(root, 'examples')));
if (isWanted('click')) await animate();

/** The scenes of a theme follow each other as a person would come to them. */
async function inOneWindow(theme: Theme, here: Scene[]): Promise<void> {
  const size = { width: 1200, height: 760 };
  const window = await Window.open({ workspace: join(root, 'examples'), theme, size });
  try {
    await window.closeSideBar();
    await window.openFile('network.ts');
    await window.moveTo(44);
    await window.waitForLens(/Run Gradient Check/);
    await window.clickCodeLens('Run Gradient Check');
    await window.waitForLens(/✗/, 60_000);
    for (const { name, take } of here) await keep(`${name}-${theme}`, await take(window));
  } finally {
    await window.dispose();
  }
}
