import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The interpreter of a notebook's kernel: the notebook names a kernel, whose kernel.json in one of Jupyter's folders says
 * how it is started. Null where there is no such kernel, or its command is no path (a bare `python` says nothing).
 */
export function kernelInterpreter(notebook: string, folders: readonly string[] = kernelFolders()): string | null {
  const name = kernelName(notebook);
  if (name === null) return null;
  for (const folder of folders) {
    const command = commandOf(join(folder, name, 'kernel.json'));
    if (command !== null && isAbsolute(command)) return command;
  }
  return null;
}

/** `metadata.kernelspec.name` of an .ipynb file's text. */
export function kernelName(notebook: string): string | null {
  try {
    const { metadata } = JSON.parse(notebook) as { metadata?: { kernelspec?: { name?: unknown } } };
    const name = metadata?.kernelspec?.name;
    return typeof name === 'string' && /^[\w.-]+$/.test(name) ? name : null;
  } catch {
    return null;
  }
}

function commandOf(file: string): string | null {
  try {
    const { argv, language } = JSON.parse(readFileSync(file, 'utf8')) as { argv?: unknown[]; language?: unknown };
    return language === 'python' && typeof argv?.[0] === 'string' ? argv[0] : null;
  } catch {
    return null;
  }
}

/** Where Jupyter looks for kernels (jupyter --paths): the user's folder first, then those of the machine. */
function kernelFolders(): string[] {
  const { env, platform } = process;
  const given = (env['JUPYTER_PATH'] ?? '').split(platform === 'win32' ? ';' : ':').filter(Boolean);
  const own = env['JUPYTER_DATA_DIR'] ?? userFolder(platform);
  const shared =
    platform === 'win32'
      ? [join(env['PROGRAMDATA'] ?? 'C:\\ProgramData', 'jupyter')]
      : ['/usr/local/share/jupyter', '/usr/share/jupyter'];
  return [...given, own, ...shared].map((folder) => join(folder, 'kernels'));
}

function userFolder(platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'jupyter');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'jupyter');
}
