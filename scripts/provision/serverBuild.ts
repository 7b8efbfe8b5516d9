import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasPackagedChromium, unpackChromium } from './chromium.ts';
import { withLock } from './lock.ts';
import { writeNativeStandIns } from './nativeStandIns.ts';
import { npm } from './npm.ts';
import { cache } from './paths.ts';
import { hostPackages } from './versions.ts';

/** VS Code's own server build with a headless browser, from the npm registry; no root, no compiler. */
export interface ServerBuild {
  folder: string;
  serverMain: string;
  /** VS Code's folder inside the package, with its built-in extensions. */
  vscode: string;
}

/** Counts up when the steps below change, so that an old folder is made anew. */
const recipe = 2;

/** Installs the server build into the cache folder where it is not there yet. Safe to call from several processes. */
export async function ensureServerBuild(): Promise<ServerBuild> {
  const folder = join(cache, `server-${hostPackages['code-server']}`);
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const build = { folder, vscode, serverMain: join(vscode, 'out', 'server-main.js') };
  const want = JSON.stringify({ recipe, hostPackages });
  if (isReady(folder, want)) return build;
  await withLock(`${folder}.lock`, async () => {
    if (!isReady(folder, want)) await install(build, want);
  });
  return build;
}

function isReady(folder: string, want: string): boolean {
  const stamp = join(folder, 'ready.json');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === want;
}

async function install({ folder, vscode }: ServerBuild, stamp: string): Promise<void> {
  const started = Date.now();
  console.log(`VS Code's server build is fetched from the npm registry into ${folder} (once; about 700 MB, a minute)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { '@sparticuz/chromium': chromium, ...rest } = hostPackages;
  const dependencies = hasPackagedChromium ? { ...rest, '@sparticuz/chromium': chromium } : rest;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, null, 2));
  await step('packages', () => npm(folder, ['install']));
  await step("the server's own modules", () => npm(vscode, ['install', '--omit=dev']));
  await step('the built-in extensions’ modules', () => npm(join(vscode, 'extensions'), ['install', '--omit=dev']));
  writeNativeStandIns(join(vscode, 'node_modules'));
  if (hasPackagedChromium) await step('the headless browser', () => unpackChromium(folder));
  writeFileSync(join(folder, 'ready.json'), stamp);
  console.log(`VS Code's server build is ready after ${seconds(started)}`);
}

async function step(name: string, work: () => Promise<void>): Promise<void> {
  const started = Date.now();
  await work();
  console.log(`  ${name}: ${seconds(started)}`);
}

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(0)} s`;
