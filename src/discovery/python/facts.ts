import type { FactsWithoutPairs } from '../factsWithoutPairs.ts';
import { collectDefinitions, type Definitions } from './definitions.ts';
import { callSitesOf, importsOf, sideEffectsOf, valuesOf } from './module.ts';
import { Source, visit } from './source.ts';

/** What a Python text defines, without its pairs. Works for half-typed texts and never throws. */
export function pythonFacts(file: string, text: string): FactsWithoutPairs {
  const source = new Source(text);
  const found: Definitions = { functions: new Map(), classes: new Map() };
  collectDefinitions(source, source.top, { prefix: '', owner: null, maker: null, isReachable: true, depth: 0 }, found);
  const functions = [...found.functions.values()];
  const classes = [...found.classes.values()];
  const imports = importsOf(source);
  const names = new Set([...functions, ...classes].map((item) => item.name.split('.').at(-1) ?? item.name));
  for (const item of imports) if (!item.isNamespace) names.add(item.local);
  return {
    file,
    language: 'python',
    functions,
    classes,
    values: valuesOf(source),
    imports,
    callSites: callSitesOf(source, names),
    sideEffects: sideEffectsOf(source, new Set(classes.map((item) => item.name))),
    hasSyntaxErrors: hasErrors(source),
  };
}

function hasErrors(source: Source): boolean {
  let found = false;
  visit(source.top, (node) => {
    if (node.type.isError) found = true;
    return !found;
  });
  return found;
}
