import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { nestedRows } from '../../../src/runtime/javascript/values/arrays.ts';
import { contract } from '../../../src/runtime/javascript/values/like.ts';

/* A thread of its own, as every check has: what other tests have read would have taught the optimiser other lists. */

const readers: Record<string, (lists: number[][]) => unknown> = {
  contract: (lists) => contract(lists, new Float64Array(6).fill(1)),
  nestedRows,
};
/** Enough for V8 to optimise what reads the lists. */
const often = 200_000;

setFlagsFromString('--allow-natives-syntax');
/** True for a list that holds its numbers themselves, eight bytes each, and no object for every one. */
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- no parser but V8's reads it
const holdsNumbers = new Function('list', 'return %HasDoubleElements(list)') as (list: unknown) => boolean;

const read = readers[workerData as string]!;
const lists = [
  [0.5, 1.5, 2.5],
  [3.5, 4.5, 5.5],
];
for (let k = 0; k < often && lists.every(holdsNumbers); k++) read(lists);
parentPort!.postMessage(lists.every(holdsNumbers));
