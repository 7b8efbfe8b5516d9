import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LaunchOptions } from 'playwright-core';

const unpacked = 'chromium';

/** Unpacks the packaged Chromium, its libraries and its fonts below `folder`. */
export async function unpackChromium(folder: string): Promise<void> {
  const target = join(folder, unpacked);
  mkdirSync(target, { recursive: true });
  const home = join(folder, 'node_modules', '@sparticuz', 'chromium');
  const module = (await import(pathToFileURL(join(home, 'build', 'index.js')).href)) as {
    inflate(archive: string): Promise<string>;
  };
  // The package unpacks into the folder for temporary files; nothing of ours belongs there.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = target;
  try {
    const archives = ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(archives.map((archive) => module.inflate(join(home, 'bin', archive))));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  copyFonts(folder, target);
}

/** Only these: the browser falls back to a serif where it finds one. */
const fonts = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique', 'DejaVuSansMono', 'DejaVuSansMono-Bold'];

function copyFonts(folder: string, target: string): void {
  const from = join(folder, 'node_modules', 'dejavu-fonts-ttf', 'ttf');
  mkdirSync(join(target, 'fonts'), { recursive: true });
  for (const font of fonts) copyFileSync(join(from, `${font}.ttf`), join(target, 'fonts', `${font}.ttf`));
  writeFileSync(join(target, 'fonts.conf'), fontConfiguration(target));
}

function fontConfiguration(target: string): string {
  const alias = (generic: string, family: string) =>
    `  <alias><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`;
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(target, 'fonts')}</dir>`,
    `  <cachedir>${join(target, 'font-cache')}</cachedir>`,
    alias('monospace', 'DejaVu Sans Mono'),
    alias('sans-serif', 'DejaVu Sans'),
    alias('system-ui', 'DejaVu Sans'),
    '</fontconfig>',
  ].join('\n');
}

/** How playwright starts the browser: CHROME_PATH, else the packaged one, else an installed Chrome. */
export function launchOptions(folder: string): LaunchOptions {
  const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', '--force-color-profile=srgb'];
  const given = process.env['CHROME_PATH'];
  if (given) return { executablePath: given, args: flags };
  const binary = join(folder, unpacked, 'chromium');
  if (!existsSync(binary)) return { channel: 'chrome', args: flags };
  const environment = { ...process.env } as Record<string, string>;
  environment['LD_LIBRARY_PATH'] = join(folder, unpacked, 'al2023', 'lib');
  environment['FONTCONFIG_FILE'] = join(folder, unpacked, 'fonts.conf');
  return { executablePath: binary, env: environment, args: flags };
}

/** The packaged browser is built for this platform only. */
export const hasPackagedChromium = process.platform === 'linux' && process.arch === 'x64';
