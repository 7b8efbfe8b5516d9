import type { ModuleFacts } from '../model/facts.ts';
import { openPython } from '../runtime/python/openPython.ts';
import { openJavaScript } from './openJavaScript.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { CheckOptions } from './service.ts';

export interface OpenRequest {
  file: string;
  facts: ModuleFacts;
  overlays: Record<string, string>;
  inputsFile: string | null;
  options: CheckOptions;
  /** Folder for transpiled sources; null keeps none. */
  cacheFolder: string | null;
  /** A process that must die with the job. */
  onChild(pid: number): void;
}

/** Opens a source in the runtime of its language: one line per language. Throws GradientCheckError. */
export async function openRuntime(request: OpenRequest): Promise<Runtime> {
  if (request.facts.language !== 'python') return openJavaScript(request);
  const { options, ...rest } = request;
  return openPython({ ...rest, interpreter: options.python, memoryLimitMegabytes: options.memoryLimitMegabytes });
}
