import type { MessagePort } from 'node:worker_threads';
import { Loader } from '../../runtime/javascript/loader/loader.ts';
import { modulesOf } from '../../runtime/javascript/loader/loadModule.ts';
import type { Modules } from '../../runtime/javascript/modules.ts';
import { openTarget } from '../../runtime/javascript/target.ts';
import { serveHelper } from '../../runtime/parallel/serveHelper.ts';
import type { HelperLoad } from '../job/helperLoad.ts';
import { takeParentPort } from './takeParentPort.ts';
import { useWords } from '../words.ts';

/**
 * A helper thread: loads one source once, then takes part in the checks that lend it a port, one after the other.
 * After each it tells the runner whether it may be used again.
 */
export interface Lent {
  load: HelperLoad;
  port: MessagePort;
}

useWords();
const parentPort = takeParentPort();
const post = parentPort.postMessage.bind(parentPort);
let modules: Promise<Modules> | null = null;

async function load({ file, inputsFile, mode, texts, cacheFolder, seed }: HelperLoad): Promise<Modules> {
  const loader = await Loader.open({ overlays: texts, cacheFolder, seed });
  return modulesOf(loader, { source: file, inputs: inputsFile, mode });
}

parentPort.on('message', ({ load: wanted, port }: Lent) => {
  const loaded = (modules ??= load(wanted));
  void serveHelper(port, async (plan) => openTarget(plan, await loaded)).then((isFit) => {
    post({ isFit });
  });
});
