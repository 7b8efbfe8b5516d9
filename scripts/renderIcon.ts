import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './host/browser.ts';
import { root } from './provision/paths.ts';
import { ensureServerBuild } from './provision/serverBuild.ts';

// Marketplaces take no SVG: media/icon.png is drawn from media/icon.svg.
const size = 256;
const svg = readFileSync(join(root, 'media', 'icon.svg'), 'utf8');
const browser = await launchBrowser(await ensureServerBuild());
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0 } svg { width: ${size}px; height: ${size}px; display: block }</style>${svg}`,
  );
  await page.screenshot({ path: join(root, 'media', 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
