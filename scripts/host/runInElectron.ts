import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { cache } from '../provision/paths.ts';
import { desktopVersion } from '../provision/versions.ts';
import type { HostRun } from './runInServer.ts';

/** The desktop build could not be had; says why. */
export class NoDesktop extends Error {}

/** Runs a suite in the extension host of the desktop build. @returns whether it passed */
export async function runInElectron(run: HostRun): Promise<boolean> {
  const vscodeExecutablePath = await desktop();
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: run.extension,
      extensionTestsPath: run.suite,
      extensionTestsEnv: run.environment,
      launchArgs: [run.workspace, '--disable-workspace-trust', '--disable-extensions', '--no-sandbox'],
    });
    return true;
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return false;
  }
}

async function desktop(): Promise<string> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new NoDesktop('this machine shows no windows (neither DISPLAY nor WAYLAND_DISPLAY is set)');
  }
  try {
    return await downloadAndUnzipVSCode({ version: desktopVersion(), cachePath: join(cache, 'desktop') });
  } catch (error) {
    throw new NoDesktop(`it cannot be downloaded here (${error instanceof Error ? error.message : String(error)})`);
  }
}
