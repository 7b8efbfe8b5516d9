import { workerData, type MessagePort } from 'node:worker_threads';
import { readNextBlock, type SharedFiles } from '../scan/readBlock.ts';

/** A reader thread: reads files of a workspace beside the thread that parses them. It runs nothing of the user's. */
const { port, shared } = workerData as { port: MessagePort; shared: SharedFiles };
for (let block = readNextBlock(shared); block; block = readNextBlock(shared)) port.postMessage(block);
