import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const cli = join(root, 'dist', 'cli.cjs');

export interface Outcome {
  code: number | null;
  out: string;
  error: string;
}

/** Runs the built command line in a folder, in a pipe, without colours. */
export function gradientCheck(folder: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: colourless(),
  });
  return { code: status, out: stdout, error: stderr };
}

/** The same, left running: whoever starts it ends it. */
export function startGradientCheck(folder: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: colourless(),
  });
}

/** The environment without a wish for colours: `CI`, too, asks for them, in a pipe as well. */
function colourless(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
  delete env['FORCE_COLOR'];
  return env;
}

/** A folder of its own for one test, with these files in it; `examples/…` are copied from the repository. */
export function sandbox(
  files: Record<string, string> = {},
  examples: string[] = [],
): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-cli-')));
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  for (const name of examples) cpSync(join(root, 'examples', name), join(folder, name));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function write(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** A right pair, and one whose gradient is twice too large. */
export const right = `export const cost = (w) => w[0] * w[0] + 3 * w[1];
/** @gradcheck w: [2] */
export const costGradient = (w) => ({ dw: [2 * w[0], 3] });
`;
export const wrong = right.replace('[2 * w[0], 3]', '[4 * w[0], 6]');
