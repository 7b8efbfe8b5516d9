import * as l10n from '@vscode/l10n';
import { GradientCheckError } from '../../model/fault.ts';
import type { Note } from '../../model/report.ts';
import { replacedIntrinsics } from '../../runtime/javascript/intrinsics.ts';
import { Loader } from '../../runtime/javascript/loader/loader.ts';
import { modulesOf } from '../../runtime/javascript/loader/loadModule.ts';
import type { LoadMode } from '../../runtime/javascript/loader/transpile.ts';
import type { LoadedModule, Modules } from '../../runtime/javascript/modules.ts';
import { openTarget } from '../../runtime/javascript/target.ts';
import { openTrial } from '../../runtime/javascript/trial.ts';
import type { HelperLoad } from './helperLoad.ts';
import type { OpenRequest } from './openRequest.ts';
import type { OpenRuntime } from './openRuntime.ts';

/**
 * Loads a JavaScript or TypeScript source in this thread. A module that does work on import (trains, reads files,
 * prints) is loaded by its definitions only; so is one whose import fails, because its functions may not need what
 * is missing. Throws GradientCheckError with the fault of the first attempt.
 */
export async function openJavaScript(request: OpenRequest): Promise<OpenRuntime> {
  const { facts, overlays, cacheFolder, file, inputsFile } = request;
  const { seed, memoryLimitMegabytes } = request.options;
  const loader = await Loader.open({ overlays, cacheFolder, seed });
  const first: LoadMode = facts.sideEffects.length > 0 ? 'definitions' : 'whole';
  const { modules, source, mode } = await load(loader, request, first);
  return {
    trial: openTrial(modules),
    open: (plan) => openTarget(plan, modules),
    files: () => loader.loaded,
    host: `Node ${process.versions.node}`,
    notes: () => [...loadingNotes(source), ...overrideNotes()],
    helperLoad: (): HelperLoad => {
      const texts = Object.fromEntries(loader.texts());
      return { file, inputsFile, mode, texts: { ...overlays, ...texts }, cacheFolder, seed, memoryLimitMegabytes };
    },
    dispose: () => {
      loader.dispose();
      return Promise.resolve();
    },
  };
}

async function load(
  loader: Loader,
  request: OpenRequest,
  mode: LoadMode,
): Promise<{ modules: Modules; source: LoadedModule; mode: LoadMode }> {
  const modules = modulesOf(loader, { source: request.file, inputs: request.inputsFile, mode });
  try {
    return { modules, source: await modules.load('source'), mode };
  } catch (error) {
    const isOfImport = error instanceof GradientCheckError && ['import', 'throw'].includes(error.fault.kind);
    if (mode === 'guarded' || !isOfImport) throw error;
    return load(loader, request, 'guarded').catch(() => {
      throw error;
    });
  }
}

function loadingNotes({ notes }: LoadedModule): Note[] {
  return notes.map((message) => ({ id: 'definitions-only', severity: 'info', message }));
}

const mostNamed = 6;

/** User code that replaces the language's own functions is checked with them, but not by them. */
function overrideNotes(): Note[] {
  const names = replacedIntrinsics();
  if (names.length === 0) return [];
  const more = names.length > mostNamed ? l10n.t(' and {0} more', String(names.length - mostNamed)) : '';
  const message = l10n.t(
    'Your code replaces {0}{1}. It was checked with its own versions; the check itself used the originals.',
    names.slice(0, mostNamed).join(', '),
    more,
  );
  return [{ id: 'replaces-intrinsics', severity: 'warning', message }];
}
