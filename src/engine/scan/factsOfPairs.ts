import type { ModuleFacts } from '../../model/facts.ts';

/**
 * What surfaces need to know of a text: its pairs, with their functions and what is nested in those. All facts of a long
 * file are megabytes, which the editor's own thread would have to read. Where a person picks functions, all of these are kept.
 */
export function factsOfPairs(facts: ModuleFacts, allFunctions = false): ModuleFacts {
  const names = new Set(facts.pairs.flatMap(({ backward, forward, costs }) => [backward, forward ?? '', ...costs]));
  const isPart = (qualifiedName: string): boolean => {
    const parts = qualifiedName.split('.');
    return parts.some((_, depth) => names.has(parts.slice(0, depth + 1).join('.')));
  };
  const functions = facts.functions.filter(({ qualifiedName }) => allFunctions || isPart(qualifiedName));
  return { ...facts, functions, classes: [], values: [], callSites: [] };
}
