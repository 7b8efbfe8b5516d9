import * as l10n from '@vscode/l10n';
import { fork, type ChildProcess } from 'node:child_process';
import { fault, type Fault } from '../../model/fault.ts';
import { killGroup } from './killGroup.ts';
import type { FromRunner, ToRunner } from './protocol.ts';

/** How many characters of a dying runner's stderr are kept: the reason of a native crash stands there. */
const keptOutput = 4000;

/** Node keeps some kilobytes of every thread that has ended, and each check has a thread of its own. */
const mostChecks = 200;

type Listener = (message: FromRunner) => void;

/**
 * The host's handle on one runner process. Every call that is pending when the process ends is rejected with the
 * fault that ended it, so nothing waits for ever.
 */
export class RunnerProcess {
  readonly #child: ChildProcess;
  readonly #listeners = new Map<number, { onMessage: Listener; onEnd: (fault: Fault) => void }>();
  readonly #children = new Set<number>();
  #nextId = 1;
  #errorOutput = '';
  #ended: Fault | null = null;

  /**
   * A runner for checks warms a worker up at once; one for discovery needs none.
   * `environment` is what it is told beside this process's own.
   */
  constructor(
    runnerPath: string,
    role: 'check' | 'discover',
    { execPath, environment }: { execPath: string; environment: Record<string, string> },
  ) {
    this.#child = fork(runnerPath, [role], {
      env: { ...process.env, ...environment, ELECTRON_RUN_AS_NODE: '1' },
      execPath,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // It leads a group of its own, so that what the user's code starts (a shell that sleeps) ends with it.
      detached: process.platform !== 'win32',
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errorOutput = (this.#errorOutput + text).slice(-keptOutput);
    });
    this.#child.on('message', (message) => {
      this.#receive(message as FromRunner);
    });
    this.#child.on('error', (error) => {
      this.#end(fault('crash', l10n.t('The runner process could not be started: {0}', error.message)));
    });
    this.#child.on('exit', (code, signal) => {
      // It may have been killed from outside: what it started is still there.
      this.#killAll();
      this.#end(exitFault(code, signal, this.#errorOutput));
    });
    // A runner must not keep its host alive; `hold` does while a call is pending.
    this.#child.unref();
    this.#child.channel?.unref();
  }

  get isAlive(): boolean {
    return this.#ended === null;
  }

  /** It has run so many checks that another one should take its place. */
  get isWorn(): boolean {
    return this.#nextId > mostChecks;
  }

  /**
   * Sends one request and hands every message about it to `onMessage`, which returns true on the last one.
   * Rejects with the Fault that ended the process.
   */
  async request(message: RequestBody, onMessage: (answer: FromRunner) => boolean): Promise<void> {
    const id = this.#nextId++;
    this.#child.channel?.ref();
    try {
      await new Promise<void>((resolve, reject: (fault: Fault) => void) => {
        if (this.#ended) {
          // Faults are data: whoever asked makes a report of them.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(this.#ended);
          return;
        }
        this.#listeners.set(id, {
          onMessage: (answer) => {
            if (onMessage(answer)) resolve();
          },
          onEnd: reject,
        });
        this.#child.send({ ...message, id } satisfies ToRunner);
      });
    } finally {
      this.#listeners.delete(id);
      if (this.#listeners.size === 0) this.#child.channel?.unref();
    }
  }

  /** Ends the process at once, and with it whatever the user's code does; pending calls are rejected with `reason`. */
  kill(reason: Fault): void {
    this.#end(reason);
    this.#killAll();
  }

  #killAll(): void {
    killGroup(this.#child.pid);
    for (const pid of this.#children) killGroup(pid);
  }

  #receive(message: FromRunner): void {
    if (message.kind === 'child') this.#children.add(message.pid);
    this.#listeners.get(message.id)?.onMessage(message);
  }

  #end(reason: Fault): void {
    this.#ended ??= reason;
    for (const listener of [...this.#listeners.values()]) listener.onEnd(this.#ended);
    this.#listeners.clear();
  }
}

/** A request without its id, which the process handle gives. */
export type RequestBody = ToRunner extends infer Message
  ? Message extends ToRunner
    ? Omit<Message, 'id'>
    : never
  : never;

/** What a runner that died by itself means for the user. */
function exitFault(code: number | null, signal: NodeJS.Signals | null, output: string): Fault {
  if (/heap out of memory|allocation failed/iu.test(output)) {
    return fault(
      'memory',
      l10n.t(
        'The check was stopped: the code ran out of memory. Use smaller inputs, or raise the memory limit in the settings.',
      ),
    );
  }
  const how = signal ? l10n.t('by signal {0}', signal) : l10n.t('with exit code {0}', String(code));
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  const detail = lastLine === '' ? '' : l10n.t(' It printed: {0}', lastLine);
  return fault(
    'crash',
    l10n.t('The check was stopped: the process that ran your code ended {0}.{1} {2}', how, detail, crashAdvice(signal)),
  );
}

function crashAdvice(signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL')
    return l10n.t(
      'Was it killed from outside, or for want of memory? Run the check again, with smaller inputs if it ends so again.',
    );
  return l10n.t('Look for a package with native code among its imports: such a crash cannot be caught.');
}
