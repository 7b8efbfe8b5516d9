import { spawn } from 'node:child_process';
import { dirname, delimiter } from 'node:path';

const attempts = 3;

/** Runs npm in a folder, quietly; its output is in the error when it fails for good. */
export async function npm(folder: string, args: string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await run(folder, args);
    if (code === 0) return;
    const words = `npm ${args.join(' ')} failed in ${folder} (attempt ${attempt} of ${attempts})\n${output}`;
    if (attempt === attempts) throw new Error(words);
    console.log(words);
  }
}

function run(folder: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const cli = process.env['npm_execpath'];
  const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const child = spawn(command, [...first, ...args, ...flags], {
    cwd: folder,
    env: innerEnvironment(),
    shell: !cli && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** An npm inside an npm script would take the outer package's folder for its own. */
function innerEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle)_/.test(name) && name !== 'npm_config_local_prefix' && name !== 'INIT_CWD',
  );
  const environment: NodeJS.ProcessEnv = Object.fromEntries(kept);
  environment['PATH'] = dirname(process.execPath) + delimiter + (process.env['PATH'] ?? '');
  return environment;
}
