import { Worker, type MessagePort } from 'node:worker_threads';
import type { HelperLoad } from '../job/helperLoad.ts';
import type { Lent } from './helper.ts';

interface Helper {
  worker: Worker;
  /** What it has loaded. */
  key: string;
  isLent: boolean;
}

/**
 * The helper threads of one runner. They are kept between checks as long as the next one loads the very same texts;
 * a helper that strayed, or that is still at work when the next check wants help, is replaced.
 */
export class HelperPool {
  readonly #path: string;
  #helpers: Helper[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  /** Gives every port a helper that has loaded, or will load, what is wanted. */
  lend(load: HelperLoad, ports: MessagePort[]): void {
    const key = JSON.stringify(load);
    for (const helper of [...this.#helpers]) if (helper.isLent || helper.key !== key) this.#end(helper);
    for (const port of ports) {
      const helper = this.#helpers.find(({ isLent }) => !isLent) ?? this.#start(key, load.memoryLimitMegabytes);
      helper.isLent = true;
      helper.worker.postMessage({ load, port } satisfies Lent, [port]);
    }
  }

  /** How many threads wait for a check of the source that they have loaded. */
  get waiting(): number {
    return this.#helpers.filter(({ isLent }) => !isLent).length;
  }

  /** Ends all: after a check that did not end by itself. */
  clear(): void {
    for (const helper of [...this.#helpers]) this.#end(helper);
  }

  #start(key: string, memoryLimitMegabytes: number): Helper {
    // What a helper prints the thread of the check has printed already.
    const options = { stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: memoryLimitMegabytes } };
    const worker = new Worker(this.#path, options);
    const helper: Helper = { worker, key, isLent: false };
    for (const stream of [worker.stdout, worker.stderr]) stream.resume();
    worker.on('message', ({ isFit }: { isFit: boolean }) => {
      helper.isLent = false;
      if (!isFit) this.#end(helper);
    });
    // A helper that dies closes its port: the thread of the check then works alone.
    worker.on('error', () => this.#end(helper));
    worker.on('exit', () => this.#end(helper));
    this.#helpers.push(helper);
    return helper;
  }

  #end(helper: Helper): void {
    this.#helpers = this.#helpers.filter((other) => other !== helper);
    void helper.worker.terminate();
  }
}
