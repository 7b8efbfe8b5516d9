import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { npm } from './npm.ts';
import { cache } from './paths.ts';
import { runnerPackages } from './versions.ts';

/** Folder with vitest and jest in its node_modules; they are too heavy to be dependencies. Installs them where they are not there yet. */
export async function ensureTestRunners(): Promise<string> {
  const folder = join(cache, 'test-runners');
  const stamp = join(folder, 'ready.json');
  const want = JSON.stringify(runnerPackages);
  const isReady = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === want;
  if (isReady()) return folder;
  await withLock(`${folder}.lock`, async () => {
    if (isReady()) return;
    console.log(`vitest and jest are fetched from the npm registry into ${folder} (once; about 95 MB)`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: runnerPackages }));
    await npm(folder, ['install']);
    writeFileSync(stamp, want);
  });
  return folder;
}
