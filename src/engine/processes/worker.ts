import { loadTypeScript } from '../../runtime/javascript/loadTypeScript.ts';
import { runJob } from '../job/job.ts';
import { rehearse } from './rehearsal.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { takeParentPort } from './takeParentPort.ts';
import { useWords } from '../words.ts';

/**
 * The worker thread: runs one check, then is thrown away. The port is kept from before any user code runs.
 */
const parentPort = takeParentPort();
useWords();
const post = parentPort.postMessage.bind(parentPort);

function send(message: FromWorker): void {
  post(message);
}

// Nothing is left to do, and no report was sent: a promise that the job waits for can never settle.
process.on('beforeExit', () => {
  send({ kind: 'stalled' });
});

/** A worker that waits for so long rehearses; one that is wanted at once has better things to do. */
const patience = 150;
let rehearsal: Promise<unknown> = Promise.resolve();
const timer = setTimeout(() => {
  rehearsal = rehearse();
}, patience);

parentPort.once('message', (message: ToWorker) => {
  clearTimeout(timer);
  void rehearsal.then(() => {
    run(message);
  });
});
// Loading the libraries is most of a cold start; it is done while the worker waits.
void loadTypeScript();

function run({ request, threads, startMilliseconds }: ToWorker): void {
  void runJob(request, {
    cacheFolder: process.env['GRADIENT_CHECK_CACHE'] ?? null,
    onProgress: (progress) => {
      send({ kind: 'progress', progress });
    },
    onInterim: (report) => {
      send({ kind: 'interim', report });
    },
    onChild: (pid) => {
      send({ kind: 'child', pid });
    },
    helpers: {
      threads,
      startMilliseconds,
      start: (load, ports) => {
        post({ kind: 'helpers', load, ports } satisfies FromWorker, ports);
      },
    },
  }).then((report) => {
    send({ kind: 'report', report });
  });
}
