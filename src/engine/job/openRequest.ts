import type { ModuleFacts, Pair } from '../../model/facts.ts';
import type { CheckOptions } from '../service.ts';

/** What it takes to open a source in the runtime of its language. */
export interface OpenRequest {
  file: string;
  facts: ModuleFacts;
  pair: Pair;
  overlays: Record<string, string>;
  inputsFile: string | null;
  options: CheckOptions;
  /** Folder for transpiled sources; null keeps none. */
  cacheFolder: string | null;
  /** A process that must die with the job. */
  onChild(pid: number): void;
}
