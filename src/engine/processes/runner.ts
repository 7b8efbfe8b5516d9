import * as l10n from '@vscode/l10n';
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import { fault, type Fault } from '../../model/fault.ts';
import { endsWithThis, endWithHost } from './endWithHost.ts';
import { factsOfPairs } from '../scan/factsOfPairs.ts';
import { HelperPool } from './helperPool.ts';
import { Memory } from '../../discovery/typescript/memory.ts';
import type { CheckMessage, FromRunner, FromWorker, ToRunner, ToWorker } from './protocol.ts';
import { readFacts } from '../scan/readFacts.ts';
import { Scanner } from '../scan/scanner.ts';
import { defaultOptions } from '../service.ts';
import { useWords } from '../words.ts';

/**
 * The runner process: the one place where user code may run, in a worker thread. Its main thread runs none, so it
 * can always watch the worker's memory and hand messages on. The host ends it by SIGKILL.
 */
const memoryInterval = 50;
/** When what Node compiled is written down for the next window. A runner ends by being killed, which would lose it. */
const flushAfter = 2000;
/** A changed line of the user's may run for ever: after so long the verdict is told without the place of the mistake. */
const searchLimit = 5000;
const megabyte = 1024 * 1024;

interface Spare {
  worker: Worker;
  memoryLimitMegabytes: number;
}

/** A worker that has loaded its libraries and waits for a job; each job gets a fresh one. */
let spare: Spare | null = null;
/** How long the last worker took until it ran. */
let startMilliseconds = 100;
const helpers = new HelperPool(join(__dirname, 'helper.cjs'));

function startWorker(memoryLimitMegabytes: number): Spare {
  const worker = new Worker(join(__dirname, 'worker.cjs'), {
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMegabytes },
  });
  const started = performance.now();
  worker.once('online', () => {
    startMilliseconds = performance.now() - started;
  });
  // Errors of a worker that waits are told to the job that takes it.
  worker.on('error', () => undefined);
  return { worker, memoryLimitMegabytes };
}

function takeWorker(memoryLimitMegabytes: number): Worker {
  const waiting = spare;
  spare = null;
  if (waiting?.memoryLimitMegabytes === memoryLimitMegabytes) return waiting.worker;
  void waiting?.worker.terminate();
  return startWorker(memoryLimitMegabytes).worker;
}

function send(message: FromRunner): void {
  process.send?.(message);
}

/** Runs one check in a fresh worker and sends its report, or the fault that ended the worker. */
function check({ id, request, threads }: CheckMessage): void {
  const limit = request.options.memoryLimitMegabytes;
  const worker = takeWorker(limit);
  let isDone = false;
  let interim: FromRunner | null = null;
  let patience: NodeJS.Timeout | undefined;
  const finish = (last: FromRunner): void => {
    if (isDone) return;
    isDone = true;
    clearInterval(watch);
    clearTimeout(patience);
    const message = last.kind === 'fault' && interim ? interim : last;
    send(message);
    if (message.kind !== 'report') helpers.clear();
    void worker.terminate();
    spare = startWorker(limit);
  };
  const baseline = process.memoryUsage.rss();
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - baseline > limit * megabyte)
      finish({ kind: 'fault', id, fault: outOfMemory(limit) });
  }, memoryInterval);
  forwardOutput(worker, id);
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'child') endsWithThis(message.pid);
    if (message.kind === 'report') finish({ ...message, id });
    else if (message.kind === 'stalled') finish({ kind: 'fault', id, fault: neverSettles() });
    else if (message.kind === 'interim') {
      const known = (interim = { kind: 'report', id, report: message.report });
      patience = setTimeout(() => finish(known), searchLimit);
    } else if (message.kind === 'helpers') helpers.lend(message.load, message.ports);
    else send({ ...message, id });
  });
  worker.on('error', (error: unknown) => {
    finish({ kind: 'fault', id, fault: workerFault(error, limit) });
  });
  worker.on('exit', (code) => {
    finish({ kind: 'fault', id, fault: exitFault(code) });
  });
  worker.postMessage({ request, threads, startMilliseconds } satisfies ToWorker);
}

/** What the user's code prints goes to the output channel. */
function forwardOutput(worker: Worker, id: number): void {
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      send({ kind: 'output', id, text });
    });
  }
}

function workerFault(error: unknown, limit: number): Fault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return outOfMemory(limit);
  const message = error instanceof Error ? error.message : String(error);
  return fault(
    'exit',
    l10n.t(
      'The check was stopped: an error that nothing caught ended it ({0}). Look for a promise that is not awaited, or a timer.',
      message,
    ),
  );
}

function exitFault(code: number): Fault {
  return fault(
    'exit',
    l10n.t(
      'The check was stopped: your code ended its process (process.exit, exit code {0}). Remove the call, or guard it so that it does not run on import.',
      String(code),
    ),
  );
}

function neverSettles(): Fault {
  return fault(
    'timeout',
    l10n.t(
      'The check was stopped: your code returned a promise that never settles. Look for a resolve that is never called.',
    ),
  );
}

function outOfMemory(limit: number): Fault {
  return fault(
    'memory',
    l10n.t(
      'The check was stopped: the code used more than {0} MB. Use smaller inputs, or raise the limit: "gradientCheck.memoryLimit" in the settings, --memory-limit on the command line.',
      String(limit),
    ),
  );
}

const scanner = new Scanner(
  { cacheFolder: process.env['GRADIENT_CHECK_CACHE'] ?? null, readerPath: join(__dirname, 'reader.cjs') },
  async (file, text) => (await readFacts({ file, text }, { callSites: false })).pairs,
);

/** Open files are read again and again, mostly the same one, a little changed. */
const memory = new Memory();

/** Answers a request that runs no user code. */
async function answer(id: number, read: () => Promise<FromRunner>): Promise<void> {
  try {
    send(await read());
  } catch (error) {
    send({
      kind: 'fault',
      id,
      fault: fault('internal', error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
  }
}

useWords();
process.on('message', (message: ToRunner) => {
  const { id } = message;
  switch (message.kind) {
    case 'discover':
      return void answer(id, async () => ({
        kind: 'facts',
        id,
        facts: factsOfPairs(await readFacts(message, { memory, callSites: false }), message.allFunctions),
      }));
    case 'scan':
      return void answer(id, async () => ({
        kind: 'pairs',
        id,
        pairs: await scanner.scan(message.root, message.excluded),
      }));
    case 'check':
      return check(message);
    default:
      return message satisfies never;
  }
});
endWithHost();
setTimeout(flushCompileCache, flushAfter).unref();
if (process.argv[2] === 'check') spare = startWorker(defaultOptions.memoryLimitMegabytes);
