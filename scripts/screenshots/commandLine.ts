import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { launchBrowser } from '../host/browser.ts';
import { root } from '../provision/paths.ts';
import { ensureServerBuild } from '../provision/serverBuild.ts';

/** Colours of a dark terminal by SGR code. */
const colors: Record<string, string> = { '31': '#ff7b72', '32': '#56d364', '33': '#e3b341' };

/** What the command line prints for one of the examples, as a terminal shows it. */
export async function commandLinePicture(folder: string): Promise<Buffer> {
  const args = ['check', 'network.ts', 'networkRepaired.ts'];
  const { stdout } = spawnSync(process.execPath, [join(root, 'dist', 'cli.cjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  });
  const browser = await launchBrowser(await ensureServerBuild());
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 300 } });
    await page.setContent(`<pre style="margin: 0; padding: 18px 22px; background: #0d1117; color: #e6edf3;
      font: 13px/1.5 monospace; white-space: pre-wrap; overflow-wrap: anywhere">${shown(`$ gradient-check ${args.join(' ')}\n${stdout.trimEnd()}`)}</pre>
      <style>body { margin: 0 }</style>`);
    return await page.locator('pre').screenshot();
  } finally {
    await browser.close();
  }
}

/** Escape codes become elements. */
function shown(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  let open = 0;
  const html = safe.replace(/\u001b\[(\d+)m/g, (_, code: string) => {
    if (code === '0' || code === '39' || code === '22') return open-- > 0 ? '</span>' : '';
    open++;
    return `<span style="${code === '1' ? 'font-weight: 700' : code === '2' ? 'opacity: 0.65' : `color: ${colors[code] ?? 'inherit'}`}">`;
  });
  return html + '</span>'.repeat(Math.max(0, open));
}
