import type { LoadMode } from '../../runtime/javascript/loader/transpile.ts';

/** What a helper thread needs to load the source of a check exactly as the check's own thread did. */
export interface HelperLoad {
  file: string;
  inputsFile: string | null;
  mode: LoadMode;
  /** The text of every file that was loaded: an edit meanwhile must not part the threads. */
  texts: Record<string, string>;
  cacheFolder: string | null;
  seed: number;
  memoryLimitMegabytes: number;
}
