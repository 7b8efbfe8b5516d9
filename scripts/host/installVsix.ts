import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ServerBuild } from '../provision/serverBuild.ts';

/** Installs a packaged extension into a server's data folder, by VS Code's own command. */
export async function installVsix(build: ServerBuild, file: string, dataFolder: string): Promise<void> {
  const flags = ['--server-data-dir', dataFolder, '--accept-server-license-terms'];
  const args = [build.serverMain, '--install-extension', file, ...flags];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 180_000 });
  if (!stdout.includes('successfully installed')) throw new Error(`the extension was not installed:\n${stdout}`);
}
