import { openPython } from '../../runtime/python/openPython.ts';
import { openJavaScript } from './openJavaScript.ts';
import type { DebugRun } from './debugRun.ts';
import type { HelperLoad } from './helperLoad.ts';
import type { OpenRequest } from './openRequest.ts';
import type { Runtime } from '../../runtime/runtime.ts';

/** A runtime whose source helper threads can load as well has `helperLoad`; one of Python says how it was started. */
export type OpenRuntime = Runtime & { helperLoad?: () => HelperLoad; python?: DebugRun['python'] };

/** Opens a source in the runtime of its language: one line per language. Throws GradientCheckError. */
export async function openRuntime(request: OpenRequest): Promise<OpenRuntime> {
  if (request.facts.language !== 'python') return openJavaScript(request);
  const { options, ...rest } = request;
  const { pair, facts } = request;
  const names = new Set([pair.backward, pair.forward, ...pair.costs]);
  const lines = facts.functions.filter((fn) => names.has(fn.qualifiedName)).map(({ range }) => range.line);
  return openPython({
    ...rest,
    lines,
    interpreter: options.python,
    memoryLimitMegabytes: options.memoryLimitMegabytes,
  });
}
