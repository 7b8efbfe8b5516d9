import nodeModule from 'node:module';
import workerThreads, { MessageChannel, type MessagePort } from 'node:worker_threads';

/**
 * A thread's port to its runner, taken away from user code before any runs: code that closes the port or posts to it
 * cuts no report off and forges none. User code sees a port that leads nowhere, and is told that it is the main thread,
 * as it would be without this extension.
 */
export function takeParentPort(): MessagePort {
  const { parentPort } = workerThreads;
  if (!parentPort) throw new Error('This file is started by runner.cjs only.');
  const { port1 } = new MessageChannel();
  port1.unref();
  Object.assign(workerThreads, { parentPort: port1, isMainThread: true, workerData: null });
  nodeModule.syncBuiltinESMExports();
  return parentPort;
}
