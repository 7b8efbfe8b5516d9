import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { HelperPool } from '../../src/engine/processes/helperPool.ts';
import type { HelperLoad } from '../../src/engine/job/helperLoad.ts';
import type { Plan } from '../../src/model/plan.ts';
import { Loader } from '../../src/runtime/javascript/loader/loader.ts';
import { modulesOf } from '../../src/runtime/javascript/loader/loadModule.ts';
import { openTarget } from '../../src/runtime/javascript/target.ts';
import { ParallelTarget } from '../../src/runtime/parallel/parallelTarget.ts';

// Inside the project, so that sources can import its packages.
const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.cache/conformance');
let count = 0;

export function newPool(): HelperPool {
  return new HelperPool(join(root, 'src/engine/processes/helper.ts'));
}

/** Writes a source to a file of its own. */
export function writeSource(source: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `helped${process.pid}-${count++}.mjs`);
  writeFileSync(file, source);
  return file;
}

/** Opens a plan over a file in this thread, with helpers from the pool for every request. */
export async function openWithHelpers(
  pool: HelperPool,
  plan: Plan,
  file: string,
  sharing: { threads: number; readyMilliseconds: number; leastMilliseconds: number },
): Promise<ParallelTarget> {
  const loader = await Loader.open();
  const modules = modulesOf(loader, { source: file, inputs: null, mode: 'whole' });
  const local = await openTarget(plan, modules);
  const dispose = local.dispose.bind(local);
  local.dispose = async () => {
    await dispose();
    loader.dispose();
  };
  const start = () => {
    const channels = Array.from({ length: sharing.threads - 1 }, () => new MessageChannel());
    const texts = Object.fromEntries(loader.texts());
    const head = { file, inputsFile: null, mode: 'whole', cacheFolder: null, seed: 1 } as const;
    const load: HelperLoad = { ...head, texts, memoryLimitMegabytes: 512 };
    pool.lend(
      load,
      channels.map(({ port2 }) => port2),
    );
    return channels.map(({ port1 }) => port1);
  };
  return new ParallelTarget(local, plan, { ...sharing, start });
}
