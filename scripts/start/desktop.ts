import { spawn, spawnSync } from 'node:child_process';
import { root } from '../provision/paths.ts';

const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const shell = process.platform === 'win32';

/**
 * Opens a folder, and a place of it (PATH:LINE), in an installed VS Code with the extension in development.
 * @returns the command, null without one
 */
export function openDesktop(folder: string, place: string): string | null {
  if (!hasScreen) return null;
  const command = ['code', 'code-insiders', 'codium'].find(answers);
  if (!command) return null;
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder, '--goto', place];
  return spawnSync(command, args, { shell, stdio: 'ignore' }).status === 0 ? command : null;
}

/** Shows an address in the browser of this machine, where there is one. */
export function openBrowser(address: string): void {
  if (!hasScreen) return;
  const command = { darwin: 'open', win32: 'start' }[process.platform as string] ?? 'xdg-open';
  const args = shell ? ['""', `"${address}"`] : [address];
  const child = spawn(command, args, { shell, stdio: 'ignore', detached: true });
  // Without such a command the printed address has to do.
  child.on('error', () => undefined);
  child.unref();
}

function answers(command: string): boolean {
  return spawnSync(command, ['--version'], { shell, stdio: 'ignore' }).status === 0;
}
