import type { ModuleFacts } from '../model/facts.ts';
import { discoverPython } from './python/discoverPython.ts';
import { scriptBlocks } from './scriptBlocks.ts';
import type { TypeScript } from './typescript/context.ts';
import { discoverTypeScript, emptyFacts, type ReadOptions } from './typescript/discoverTypeScript.ts';

export interface SourceText {
  file: string;
  text: string;
}

const scripts = /^[mc]?[jt]sx?$/;
const pages = /^(?:vue|svelte|html?)$/;

/** Whether a file is read with the TypeScript library. */
export function needsTypeScript(file: string): boolean {
  const extension = extensionOf(file);
  return scripts.test(extension) || pages.test(extension);
}

function extensionOf(file: string): string {
  return /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
}

/**
 * Reads one source text: functions, classes, values, pairs of forward and backward, and the sites of gradients.
 * Pure; nothing is run. Never throws on any text. An extension that no reader knows gives empty facts.
 * @param options with the TypeScript library, which the caller loads; null where `needsTypeScript` says no
 */
export function discover(
  source: SourceText,
  { typescript, ...options }: ReadOptions & { typescript: TypeScript | null },
): ModuleFacts {
  const extension = extensionOf(source.file);
  if (/^(?:py|pyw|ipynb)$/.test(extension)) return discoverPython(source);
  if (typescript && scripts.test(extension)) return discoverTypeScript(typescript, source, options);
  if (typescript && pages.test(extension)) return discoverBlocks(typescript, source, options);
  return { ...emptyFacts(source.file, 'javascript'), hasSyntaxErrors: false };
}

function discoverBlocks(typescript: TypeScript, source: SourceText, options: ReadOptions): ModuleFacts {
  const blocks = scriptBlocks(source.text);
  if (!blocks) return { ...emptyFacts(source.file, 'javascript'), hasSyntaxErrors: false };
  const script = { file: `${source.file}.${blocks.isTypeScript ? 'ts' : 'js'}`, text: blocks.text };
  const facts = discoverTypeScript(typescript, script, options);
  return { ...facts, file: source.file, pairs: facts.pairs.map((pair) => ({ ...pair, file: source.file })) };
}
