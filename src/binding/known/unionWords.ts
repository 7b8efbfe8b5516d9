import type { FunctionFacts, ModuleFacts, ParameterFacts } from '../../model/facts.ts';

/** `'relu' | 'tanh'`, written in place or behind an alias of one of these modules; none for every other type. */
export function unionWords(all: readonly ModuleFacts[], type: string): string[] {
  const text = all.flatMap((module) => module.unions ?? []).find((one) => one.name === type.trim())?.text ?? type;
  const parts = text.split('|').map((part) => part.trim());
  const words = parts.map((part) => /^(?:'([^']*)'|"([^"]*)")$/.exec(part)?.slice(1).join('') ?? null);
  const isUnion = parts.every((part, index) => words[index] !== null || /^(?:|undefined|null)$/.test(part));
  return isUnion ? words.filter((word) => word !== null) : [];
}

/** The same facts, where an argument counts as compared with each word that its type allows. */
export function withUnionWords(modules: readonly ModuleFacts[]): ModuleFacts[] {
  const spelled = (parameter: ParameterFacts): ParameterFacts => {
    const words = parameter.type === null ? [] : unionWords(modules, parameter.type);
    const comparedWith = [...new Set([...parameter.use.comparedWith, ...words])];
    return words.length === 0 ? parameter : { ...parameter, use: { ...parameter.use, comparedWith } };
  };
  const inFunction = (fn: FunctionFacts): FunctionFacts => ({ ...fn, parameters: fn.parameters.map(spelled) });
  return modules.map((module) => ({
    ...module,
    functions: module.functions.map(inFunction),
    classes: module.classes.map((one) => ({
      ...one,
      constructorParameters: one.constructorParameters.map(spelled),
    })),
  }));
}
