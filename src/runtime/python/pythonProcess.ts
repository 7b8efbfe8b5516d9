import * as l10n from '@vscode/l10n';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fault, GradientCheckError, type Fault } from '../../model/fault.ts';
import type { Fill, UpstreamForm } from '../../model/plan.ts';
import { generate, generateUpstream } from '../generate.ts';
import { encodeFrame, type Frame, FrameReader } from './frames.ts';
import { runnerFile } from './runnerFile.ts';
import { memoryOf } from './memory.ts';

/** How an interpreter is called: `python3`, or `py -3`. */
export interface Interpreter {
  command: string;
  args: string[];
}

/** What the runner says of itself when it is ready. */
export interface Hello {
  python: string;
  numpy: string | null;
  executable: string;
}

export interface ProcessOptions {
  interpreter: Interpreter;
  /** Kills the process when it holds more than this many megabytes beyond what it started with; null for no limit. */
  memoryLimitMegabytes: number | null;
  /** Kills the process when one call takes longer; null for no limit. */
  timeLimitMilliseconds: number | null;
  /** What user code prints. */
  onOutput(text: string): void;
}

interface Pending {
  resolve(frame: Frame): void;
  reject(error: Error): void;
}

const memoryInterval = 100;
const outputTail = 4000;

/**
 * One Python process that serves frames. Calls are made one at a time, in order; every call that is under way is
 * rejected when the process exits, fails, passes a limit or is disposed.
 */
export class PythonProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #reader = new FrameReader();
  readonly #options: ProcessOptions;
  #pending: Pending | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #ended: Fault | null = null;
  #tail = '';
  #nextId = 1;
  #watch: NodeJS.Timeout | null = null;

  constructor(options: ProcessOptions) {
    this.#options = options;
    const { command, args } = options.interpreter;
    this.#child = spawn(command, [...args, '-B', runnerFile()], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
      env: environment(),
    });
    this.#child.on('error', (error) => {
      this.#end(fault('interpreter', l10n.t('{0} could not be started: {1}.', command, error.message)));
    });
    this.#child.on('close', (code, signal) => {
      this.#end(exitFault(code, signal, this.#tail));
    });
    this.#child.stdin.on('error', () => undefined); // the exit says it
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#receive(chunk);
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#tail = (this.#tail + text).slice(-outputTail);
      options.onOutput(text);
    });
  }

  /** Undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The first frame, which the runner sends unasked. Rejects where it is no usable Python. */
  async hello(): Promise<Hello> {
    const { message } = await new Promise<Frame>((resolve, reject) => this.#await(resolve, reject));
    this.#watchMemory();
    return message as unknown as Hello;
  }

  /** Sends a request and waits for its answer. Rejects with GradientCheckError. */
  call(verb: string, message: object, blobs: readonly ArrayBufferView[] = []): Promise<Frame> {
    const run = async (): Promise<Frame> => {
      if (this.#ended) throw new GradientCheckError(this.#ended);
      const answer = new Promise<Frame>((resolve, reject) => this.#await(resolve, reject));
      this.#child.stdin.write(encodeFrame({ ...message, verb, id: this.#nextId++ }, blobs));
      const frame = await this.#settled(answer);
      const failed = frame.message['fault'] as Fault | undefined;
      if (failed) throw new GradientCheckError(failed);
      return frame;
    };
    const result = this.#queue.then(run, run);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Ends the process and everything that it started. */
  dispose(): void {
    this.#end(fault('cancelled', l10n.t('The check was stopped.')));
  }

  #await(resolve: Pending['resolve'], reject: Pending['reject']): void {
    if (this.#ended) reject(new GradientCheckError(this.#ended));
    else this.#pending = { resolve, reject };
  }

  async #settled(answer: Promise<Frame>): Promise<Frame> {
    const limit = this.#options.timeLimitMilliseconds;
    if (limit === null) return answer;
    const seconds = Math.round(limit / 100) / 10;
    const timer = setTimeout(() => {
      this.#end(
        fault(
          'timeout',
          l10n.t(
            'The check was stopped after {0} s: the code had not returned. Is there an endless loop? Else raise the time limit in the settings.',
            seconds,
          ),
        ),
      );
    }, limit);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  #receive(chunk: Buffer): void {
    for (const frame of this.#framesOf(chunk)) {
      if (typeof frame.message['ask'] === 'string') {
        this.#child.stdin.write(encodeFrame({}, [drawn(frame.message)]));
        continue;
      }
      const pending = this.#pending;
      this.#pending = null;
      pending?.resolve(frame);
    }
  }

  #framesOf(chunk: Buffer): Frame[] {
    try {
      return this.#reader.push(chunk);
    } catch {
      this.#end(
        fault(
          'crash',
          l10n.t(
            'The check was stopped: something that is no answer came through the pipe from Python. Does the code write to a file descriptor that it did not open?',
          ),
        ),
      );
      return [];
    }
  }

  #watchMemory(): void {
    const limit = this.#options.memoryLimitMegabytes;
    const { pid } = this.#child;
    if (limit === null || pid === undefined || this.#ended) return;
    const before = memoryOf(pid) ?? 0;
    this.#watch = setInterval(() => {
      const used = memoryOf(pid);
      if (used === null || used - before < limit * 1e6) return;
      this.#end(
        fault(
          'memory',
          l10n.t(
            'The check was stopped: the code used more than {0} MB. Use smaller inputs, or raise the memory limit in the settings.',
            limit,
          ),
        ),
      );
    }, memoryInterval);
    this.#watch.unref();
  }

  #end(why: Fault): void {
    if (this.#ended) return;
    this.#ended = why;
    if (this.#watch) clearInterval(this.#watch);
    this.#pending?.reject(new GradientCheckError(why));
    this.#pending = null;
    kill(this.#child.pid);
    this.#child.stdin.destroy();
  }
}

/** Kills a process with the group that it leads. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
}

/** Sums that do not depend on the number of threads, no __pycache__, no windows of plots, UTF-8 whatever the locale. */
function environment(): NodeJS.ProcessEnv {
  return {
    OPENBLAS_NUM_THREADS: '1',
    OMP_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    ...process.env,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONHASHSEED: '0', // sets of strings in the same order, check after check
    PYTHONIOENCODING: 'utf-8',
    PYTHONUTF8: '1',
    MPLBACKEND: 'Agg',
  };
}

/** What the Python side asks the host to draw. */
export interface Question {
  ask: string;
  seed: number;
  key: string;
  shape: number[];
  fill: Fill;
  output: number;
  size: number;
  upstream?: UpstreamForm | null;
  classes?: number;
}

/** Numbers that Python asks for: one generator serves every language. */
function drawn(message: Record<string, unknown>): Float64Array {
  const question = message as unknown as Question;
  if (question.ask === 'upstream')
    return generateUpstream(question.seed, question.output, question.size, question.upstream ?? null, question.classes);
  return generate(question.seed, question.key, question.shape, question.fill);
}

function exitFault(code: number | null, signal: NodeJS.Signals | null, output: string): Fault {
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  const detail = lastLine === '' ? '' : l10n.t(' It printed: {0}', lastLine);
  if (signal === null)
    return fault('exit', l10n.t('The check was stopped: Python ended with exit code {0}.{1}', String(code), detail));
  return fault('crash', l10n.t('The check was stopped: Python ended by signal {0}.{1}', signal, detail));
}
