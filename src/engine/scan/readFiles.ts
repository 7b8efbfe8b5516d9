import { setImmediate as turn } from 'node:timers/promises';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { blockSize, filesOfBlock, readBlock, readNextBlock, type Block, type Reading } from './readBlock.ts';

/** Fewer files are read before a thread has started. */
const worthThread = 1000;

/**
 * Reads files, some at a time, and says which of them may hold pairs. A thread reads ahead while the caller is busy with what it was
 * given; whenever that has nothing ready, the caller's own thread reads. The order is that of their being ready.
 * @param files absolute paths
 * @param readerPath absolute path of dist/reader.cjs
 */
export async function* readFiles(
  files: string[],
  readerPath: string,
): AsyncGenerator<[file: string, reading: Reading | null][]> {
  const shared = { files, next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
  const missing = new Set(Array.from({ length: Math.ceil(files.length / blockSize) }, (_, index) => index));
  const { port1: port, port2 } = new MessageChannel();
  const reader =
    files.length < worthThread
      ? null
      : new Worker(readerPath, { workerData: { port: port2, shared }, transferList: [port2] });
  let isReading = reader !== null;
  // What it had taken is read here.
  reader?.on('error', () => undefined).on('exit', () => (isReading = false));
  try {
    while (missing.size > 0) {
      const taken = receiveMessageOnPort(port)?.message as Block | undefined;
      const block = taken ?? readNextBlock(shared) ?? (isReading ? null : readBlock(files, [...missing][0]!));
      if (!block) {
        await turn();
        continue;
      }
      missing.delete(block.index);
      const names = filesOfBlock(files, block.index);
      yield names.map((name, k) => [name, block.readings[k]!]);
    }
  } finally {
    port.close();
    await reader?.terminate();
  }
}
