import { dirname } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { pythonText } from '../../discovery/python/discoverPython.ts';
import type { Observation, Plan, Trial } from '../../model/plan.ts';
import type { Note } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import type { Runtime } from '../runtime.ts';
import type { Frame } from './frames.ts';
import { startInterpreter } from './interpreter.ts';
import type { PythonProcess } from './pythonProcess.ts';
import { PythonTarget } from './pythonTarget.ts';

export interface PythonOptions {
  /** Absolute path of the source file, .py or .ipynb. */
  file: string;
  /** Unsaved buffers by absolute path. */
  overlays: Record<string, string>;
  /** Absolute path of the *.gradcheck.py file beside the source, or null. */
  inputsFile: string | null;
  /** Folders whose files count as the user's own; the folder of the file where it is left out. */
  roots?: string[];
  /** Interpreter; null looks for one. */
  interpreter: string | null;
  memoryLimitMegabytes?: number | null;
  /** For one call; null or absent for no limit. */
  timeLimitMilliseconds?: number | null;
  onOutput?: (text: string) => void;
  /** A process that must die with the caller. */
  onChild?: (pid: number) => void;
}

/**
 * Starts an interpreter for a source; the source itself is loaded by the first trial or plan.
 * Throws GradientCheckError ('interpreter') where there is no usable Python.
 */
export async function openPython(options: PythonOptions): Promise<Runtime> {
  const { file, inputsFile } = options;
  const overlays = sourceOverlays(options);
  const text = overlays[file] ?? readIfThere(file);
  const { process, hello } = await startInterpreter(
    options.interpreter,
    file,
    /\bnumpy\b/.test(text),
    {
      memoryLimitMegabytes: options.memoryLimitMegabytes ?? null,
      timeLimitMilliseconds: options.timeLimitMilliseconds ?? null,
      onOutput: options.onOutput ?? ((output) => void globalThis.process.stderr.write(output)),
    },
    options.onChild ?? (() => undefined),
  );
  const roots = options.roots ?? [projectRoot(file)];
  await process.call('start', { file, overlays, roots, inputsFile, memory: options.memoryLimitMegabytes ?? 0 });
  return new PythonSource(
    process,
    `Python ${hello.python}${hello.numpy === null ? '' : ` · NumPy ${hello.numpy}`}`,
    file,
  );
}

class PythonSource implements Runtime {
  readonly host: string;
  readonly #process: PythonProcess;
  #files: string[];
  #notes: Note[] = [];
  #nextTarget = 1;

  constructor(process: PythonProcess, host: string, file: string) {
    this.#process = process;
    this.host = host;
    this.#files = [file];
  }

  readonly trial: Trial = {
    run: async (runnable) => {
      const answer = await this.#call('trial', { plan: runnable });
      return answer.message['observation'] as Observation;
    },
  };

  async open(plan: Plan): Promise<Target> {
    const target = this.#nextTarget++;
    return new PythonTarget(this.#process, target, plan, await this.#call('open', { target, plan }));
  }

  files(): string[] {
    return this.#files;
  }

  notes(): Note[] {
    return this.#notes;
  }

  dispose(): Promise<void> {
    this.#process.dispose();
    return Promise.resolve();
  }

  async #call(verb: string, message: object): Promise<Frame> {
    const answer = await this.#process.call(verb, message);
    this.#files = (answer.message['files'] as string[] | undefined) ?? this.#files;
    this.#notes = (answer.message['notes'] as Note[] | undefined) ?? this.#notes;
    return answer;
  }
}

/** The overlays as Python text: a notebook stands for its code cells. */
function sourceOverlays({ file, overlays }: PythonOptions): Record<string, string> {
  const texts = Object.entries(overlays).filter(([path]) => /\.(?:py|pyw|ipynb)$/i.test(path));
  const result = Object.fromEntries(texts.map(([path, text]) => [path, pythonText(path, text)]));
  if (/\.ipynb$/i.test(file)) result[file] ??= pythonText(file, readIfThere(file));
  return result;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the loader says what is wrong, with the name of the file
  }
}

const rootMarks = ['.git', 'pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', '.vscode'];

/** The nearest folder above a file that looks like a project's, else the file's own. */
function projectRoot(file: string): string {
  let folder = dirname(file);
  for (let depth = 0; depth < 10; depth++) {
    if (rootMarks.some((mark) => existsSync(`${folder}/${mark}`))) return folder;
    if (folder === dirname(folder)) break;
    folder = dirname(folder);
  }
  return dirname(file);
}
