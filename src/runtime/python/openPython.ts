import { dirname } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { pythonText } from '../../discovery/python/discoverPython.ts';
import { cellsOf, notebookText } from '../../discovery/python/notebook.ts';
import type { Observation, Plan, Trial } from '../../model/plan.ts';
import type { Note } from '../../model/report.ts';
import type { Target } from '../../model/target.ts';
import type { Runtime } from '../runtime.ts';
import type { Frame } from './frames.ts';
import { startInterpreter } from './interpreter.ts';
import { kernelInterpreter } from './kernelspec.ts';
import type { PythonProcess } from './pythonProcess.ts';
import { PythonTarget } from './pythonTarget.ts';

export interface PythonOptions {
  /** Absolute path of the source file, .py or .ipynb. */
  file: string;
  /** Unsaved buffers by absolute path. */
  overlays: Record<string, string>;
  /** Absolute path of the *.gradcheck.py file beside the source, or null. */
  inputsFile: string | null;
  /** Lines of the checked functions: of a notebook, the definitions up to their last cell count. */
  lines?: readonly number[];
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

/** The first request to an interpreter: which source, and how it is found. */
export interface PythonStart {
  file: string;
  /** As Python text: a notebook stands for its code cells. */
  overlays: Record<string, string>;
  roots: string[];
  inputsFile: string | null;
  memory: number;
  upTo: ReturnType<typeof lastLineOf> | null;
}

/**
 * Starts an interpreter for a source; the source itself is loaded by the first trial or plan.
 * Throws GradientCheckError ('interpreter') where there is no usable Python.
 */
export async function openPython(
  options: PythonOptions,
): Promise<Runtime & { python: { start: PythonStart; executable: string } }> {
  const { file, inputsFile } = options;
  const overlays = sourceOverlays(options);
  const text = overlays[file] ?? readIfThere(file);
  const notebook = /\.ipynb$/i.test(file) ? (options.overlays[file] ?? readIfThere(file)) : null;
  const { process, hello } = await startInterpreter(
    options.interpreter,
    { file, kernel: notebook === null ? null : kernelInterpreter(notebook) },
    /\bnumpy\b/.test(text),
    {
      memoryLimitMegabytes: options.memoryLimitMegabytes ?? null,
      timeLimitMilliseconds: options.timeLimitMilliseconds ?? null,
      onOutput: options.onOutput ?? ((output) => void globalThis.process.stderr.write(output)),
    },
    options.onChild ?? (() => undefined),
  );
  const roots = options.roots ?? [projectRoot(file)];
  const upTo = notebook === null ? null : lastLineOf(notebook, options.lines ?? []);
  const memory = options.memoryLimitMegabytes ?? 0;
  const start: PythonStart = { file, overlays, roots, inputsFile, memory, upTo };
  await process.call('start', start);
  const numpy = hello.numpy === null ? [] : [`NumPy ${hello.numpy}`];
  const host = [`Python ${hello.python}`, ...numpy, hello.executable].join(' · ');
  return Object.assign(new PythonSource(process, host, file), { python: { start, executable: hello.executable } });
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

/** The last line, in the joined code, of the last cell that holds one of these lines; null where none does. */
function lastLineOf(notebook: string, lines: readonly number[]): number | null {
  const cells = cellsOf(notebook);
  if (!cells || lines.length === 0) return null;
  const { firstLines } = notebookText(cells);
  const last = Math.max(...lines);
  const next = firstLines.find((first) => first !== null && first > last);
  return next === undefined || next === null ? null : next - 1;
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
