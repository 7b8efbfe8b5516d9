import { discover, needsTypeScript, type SourceText } from '../discovery/discover.ts';
import type { ModuleFacts } from '../model/facts.ts';
import { loadTypeScript } from '../runtime/javascript/loadTypeScript.ts';

/** Reads one text. The TypeScript library is loaded for the languages that it reads, and not before. */
export async function readFacts(source: SourceText): Promise<ModuleFacts> {
  return discover(source, { typescript: needsTypeScript(source.file) ? await loadTypeScript() : null });
}
