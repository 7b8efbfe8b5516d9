import { readFileSync } from 'node:fs';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { defaultOptions } from '../../src/engine/service.ts';
import { runnerPath } from './world.ts';

// A window in the middle of a check: `node hostProcess.ts FILE CACHE`. It says when user code runs, and waits for its end.
const [file = '', cacheFolder = ''] = process.argv.slice(2);
const service = createCheckService({ runnerPath, cacheFolder, jobs: 1 });
const { pairs } = await service.discover(file, readFileSync(file, 'utf8'));
const onProgress = ({ stage }: { stage: string }): void => {
  if (stage === 'binding') process.send?.('running');
};
const request = { file, pair: pairs[0]!, overlays: {}, options: defaultOptions };
await service.check(request, { onProgress, onOutput: () => undefined }, new AbortController().signal);
