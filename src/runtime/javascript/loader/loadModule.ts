import * as l10n from '@vscode/l10n';
import { resolve } from 'node:path';
import { fault, GradientCheckError } from '../../../model/fault.ts';
import type { Modules } from '../modules.ts';
import { packages } from '../values/build.ts';
import type { Loader } from './loader.ts';
import type { LoadMode } from './transpile.ts';

/** The modules that a plan may name: the source, its inputs file, and absolute paths. */
export function modulesOf(
  loader: Loader,
  { source, inputs, mode }: { source: string; inputs: string | null; mode: LoadMode },
): Modules {
  return {
    load(module) {
      if (module === 'source') return loader.load(source, mode);
      if (module !== 'inputs') return loader.load(resolve(module));
      if (inputs !== null) return loader.load(inputs);
      return Promise.reject(
        new GradientCheckError(fault('inputs', l10n.t('There is no inputs file beside the source.'))),
      );
    },
    library: (name) => loader.library(packages[name] ?? name, source),
  };
}
