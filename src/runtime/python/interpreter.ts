import * as l10n from '@vscode/l10n';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fault, GradientCheckError } from '../../model/fault.ts';
import type { Hello, Interpreter, ProcessOptions } from './pythonProcess.ts';
import { PythonProcess } from './pythonProcess.ts';

/** A process that said hello. */
export interface Started {
  process: PythonProcess;
  hello: Hello;
}

const isWindows = process.platform === 'win32';
const environments = ['.venv', 'venv', 'env', '.env'];
const startLimit = 20_000;

/**
 * Starts the given interpreter, else the first that works: that of a notebook's kernel, a virtual environment beside the
 * file or above it, then python3, python, py -3. Where the file needs NumPy, one that has it is preferred.
 * Throws GradientCheckError ('interpreter') with what to do.
 */
export async function startInterpreter(
  given: string | null,
  source: { file: string; kernel: string | null },
  needsNumpy: boolean,
  options: Omit<ProcessOptions, 'interpreter'>,
  onChild: (pid: number) => void,
): Promise<Started> {
  let second: Started | null = null;
  const reasons: string[] = [];
  for (const interpreter of given === null ? candidates(source) : [{ command: given, args: [] }]) {
    const started = await start(interpreter, options, onChild);
    if (typeof started === 'string') reasons.push(started);
    else if (started.hello.numpy !== null || !needsNumpy) {
      second?.process.dispose();
      return started;
    } else if (second) started.process.dispose();
    else second = started;
  }
  if (second) return second;
  throw new GradientCheckError(fault('interpreter', nonePresent(given, reasons)));
}

async function start(
  interpreter: Interpreter,
  options: Omit<ProcessOptions, 'interpreter'>,
  onChild: (pid: number) => void,
): Promise<Started | string> {
  let said = '';
  const onOutput = (text: string): void => {
    said += text;
    options.onOutput(text);
  };
  const process = new PythonProcess({ ...options, interpreter, onOutput });
  if (process.pid !== undefined) onChild(process.pid);
  const timer = setTimeout(() => {
    process.dispose();
  }, startLimit);
  try {
    return { process, hello: await process.hello() };
  } catch (error) {
    process.dispose();
    return /3\.8 or newer.*$/m.exec(said)?.[0] ?? (error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
}

function candidates({ file, kernel }: { file: string; kernel: string | null }): Interpreter[] {
  const ofKernel = kernel !== null && existsSync(kernel) ? [{ command: kernel, args: [] }] : [];
  const found: Interpreter[] = [];
  const executable = isWindows ? join('Scripts', 'python.exe') : join('bin', 'python');
  let folder = dirname(file);
  for (let depth = 0; depth < 8 && found.length === 0; depth++) {
    for (const name of environments) {
      const command = join(folder, name, executable);
      if (existsSync(command)) found.push({ command, args: [] });
    }
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) break;
    folder = dirname(folder);
  }
  const plain = isWindows ? ['python', 'python3'] : ['python3', 'python'];
  found.push(...plain.map((command) => ({ command, args: [] })));
  if (isWindows) found.unshift({ command: 'py', args: ['-3'] });
  return [...ofKernel, ...found];
}

function nonePresent(given: string | null, reasons: string[]): string {
  const next = l10n.t(
    'Choose an interpreter (Python 3.8 or newer): "gradientCheck.python" in the settings, --python on the command line.',
  );
  if (given !== null)
    return l10n.t(
      'The Python interpreter {0} cannot be used: {1} {2}',
      given,
      reasons[0] ?? l10n.t('it did not start'),
      next,
    );
  const old = reasons.find((reason) => reason.includes('3.8'));
  return l10n.t(
    'No Python was found{0}: tried python3, python and, on Windows, py -3. Install Python from python.org, or: {1}',
    old ? l10n.t(' that is new enough ({0})', old) : '',
    next,
  );
}
