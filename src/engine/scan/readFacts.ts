import { discover, needsTypeScript, type SourceText } from '../../discovery/discover.ts';
import type { ReadOptions } from '../../discovery/typescript/discoverTypeScript.ts';
import type { ModuleFacts } from '../../model/facts.ts';
import { loadTypeScript } from '../../runtime/javascript/loadTypeScript.ts';

/** Reads one text. The TypeScript library is loaded for the languages that it reads, and not before. */
export async function readFacts(source: SourceText, options: ReadOptions = {}): Promise<ModuleFacts> {
  const typescript = needsTypeScript(source.file) ? await loadTypeScript() : null;
  return discover(source, { ...options, typescript });
}
