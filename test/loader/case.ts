import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FaultKind } from '../../src/model/fault.ts';
import type { LoadedModule } from '../../src/runtime/javascript/modules.ts';
import type { LoadMode } from '../../src/runtime/javascript/loader/transpile.ts';

/** One way in which people write modules: a small workspace, and what loading its entry must give. */
export interface LoadingCase {
  name: string;
  /** Text by path, relative to the workspace; a value of { linkTo } is a symbolic link to another path. */
  files: Record<string, string | { linkTo: string }>;
  entry: string;
  /** Unsaved buffers by relative path. */
  overlays?: Record<string, string>;
  mode?: LoadMode;
  /** Compares what was loaded; by default `value` of the namespace must be 42. */
  check?: (loaded: LoadedModule, folder: string) => unknown;
  /** The answer that `check` must give. */
  gives?: unknown;
  /** The fault that loading must end in, instead. */
  fails?: { kind: FaultKind; file?: string; line?: number; says?: RegExp };
}

/** Writes a case's workspace to a folder of its own and hands that to `use`. */
export async function inWorkspace<T>(one: LoadingCase, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'gradient-check-case-')));
  try {
    for (const [path, content] of Object.entries(one.files)) {
      const full = join(folder, path);
      mkdirSync(dirname(full), { recursive: true });
      if (typeof content === 'string') writeFileSync(full, content);
      else symlinkSync(join(folder, content.linkTo), full, 'junction');
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
