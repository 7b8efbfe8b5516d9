import { parentPort } from 'node:worker_threads';

/** An independent busy loop, for what this machine gives to a second thread: runs for a while and tells its rounds. */
parentPort!.on('message', (milliseconds: number) => {
  parentPort!.postMessage(busyRounds(milliseconds));
});

export function busyRounds(milliseconds: number): number {
  let rounds = 0;
  let sum = 0;
  for (const end = performance.now() + milliseconds; performance.now() < end; rounds++) {
    for (let k = 0; k < 2000; k++) sum += Math.tanh(k * 1e-3 + sum * 1e-9);
  }
  return rounds;
}
