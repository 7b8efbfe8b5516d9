import type { ClassFacts, FunctionFacts } from '../../model/facts.ts';
import type { FactsWithoutPairs } from '../factsWithoutPairs.ts';
import { followIndices } from '../indexUse.ts';
import { collectDefinitions, type Definitions } from './definitions.ts';
import { callSitesOf, importsOf, sideEffectsOf, valuesOf } from './module.ts';
import { Source, visit } from './source.ts';

/** What a Python text defines, without its pairs. Works for half-typed texts and never throws. */
export function pythonFacts(file: string, text: string): FactsWithoutPairs {
  const source = new Source(text);
  const found: Definitions = { functions: new Map(), classes: new Map() };
  collectDefinitions(source, source.top, { prefix: '', owner: null, maker: null, isReachable: true, depth: 0 }, found);
  const functions = [...found.functions.values()];
  followIndices(functions);
  const classes = [...found.classes.values()];
  for (const one of classes) markHeldFunctions(one, functions);
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

/** `self.f = f` in the constructor and `self.f(x)` in a method: f is a function. */
function markHeldFunctions({ name, constructorParameters }: ClassFacts, functions: readonly FunctionFacts[]): void {
  const methods = functions.filter((fn) => fn.owner === name);
  const called = new Set(methods.flatMap((fn) => fn.calls));
  for (const parameter of constructorParameters) {
    const isMethod = methods.some((fn) => fn.name === parameter.name);
    parameter.use.called ||= called.has(`self.${parameter.name}`) && !isMethod;
  }
}

function hasErrors(source: Source): boolean {
  let found = false;
  visit(source.top, (node) => {
    if (node.type.isError) found = true;
    return !found;
  });
  return found;
}
