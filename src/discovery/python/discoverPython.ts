import type { ModuleFacts } from '../../model/facts.ts';
import { findPairs } from '../pairs.ts';
import { pythonFacts } from './facts.ts';
import { type Cell, cellsOf, type NotebookText, notebookText } from './notebook.ts';

/**
 * Reads one Python text without running it: a .py file, or an .ipynb file, whose code cells are joined (`pythonText`).
 * Half-typed texts give what can be read; a text so deep that it cannot be walked gives empty facts.
 */
export function discoverPython({ file, text }: { file: string; text: string }): ModuleFacts {
  const source = pythonText(file, text);
  try {
    const facts = pythonFacts(file, source);
    return { ...facts, pairs: findPairs(facts, source) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const none = { functions: [], classes: [], values: [], imports: [], callSites: [], pairs: [], sideEffects: [] };
    return { file, language: 'python', ...none, hasSyntaxErrors: true };
  }
}

/** Reads the code cells of a notebook as one module; `notebook` tells which line of the facts stands in which cell. */
export function discoverNotebook(file: string, cells: readonly Cell[]): { facts: ModuleFacts; notebook: NotebookText } {
  const notebook = notebookText(cells);
  return { facts: discoverPython({ file, text: notebook.text }), notebook };
}

/** The Python text of a file: its own, or that of a notebook's code cells. Ranges of the facts refer to this text. */
export function pythonText(file: string, text: string): string {
  const cells = /\.ipynb$/i.test(file) ? cellsOf(text) : null;
  return cells ? notebookText(cells).text : text;
}
