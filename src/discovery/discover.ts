import type { ModuleFacts } from '../model/facts.ts';
import { discoverPython } from './python/discoverPython.ts';
import { scriptBlocks } from './scriptBlocks.ts';
import type { TypeScript } from './typescript/context.ts';
import { discoverTypeScript, emptyFacts } from './typescript/discoverTypeScript.ts';

export interface SourceText {
  file: string;
  text: string;
}

/**
 * Reads one source text: functions, classes, values, pairs of forward and backward, and the sites of gradients.
 * Pure; nothing is run. Never throws on any text. An extension that no reader knows gives empty facts.
 * @param libraries the TypeScript library, which the caller loads
 */
export function discover(source: SourceText, libraries: { typescript: TypeScript }): ModuleFacts {
  const extension = /\.([a-z]+)$/i.exec(source.file)?.[1]?.toLowerCase() ?? '';
  if (/^[mc]?[jt]sx?$/.test(extension)) return discoverTypeScript(libraries.typescript, source);
  if (/^(?:py|pyw|ipynb)$/.test(extension)) return discoverPython(source);
  if (/^(?:vue|svelte|html?)$/.test(extension)) return discoverBlocks(source, libraries.typescript);
  return { ...emptyFacts(source.file, 'javascript'), hasSyntaxErrors: false };
}

function discoverBlocks(source: SourceText, typescript: TypeScript): ModuleFacts {
  const blocks = scriptBlocks(source.text);
  if (!blocks) return { ...emptyFacts(source.file, 'javascript'), hasSyntaxErrors: false };
  const facts = discoverTypeScript(typescript, {
    file: `${source.file}.${blocks.isTypeScript ? 'ts' : 'js'}`,
    text: blocks.text,
  });
  return { ...facts, file: source.file, pairs: facts.pairs.map((pair) => ({ ...pair, file: source.file })) };
}
