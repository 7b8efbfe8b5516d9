import type { FunctionFacts } from '../model/facts.ts';

/** How far an argument is followed from one function into the next. */
const deepest = 3;

/** `one_hot(Y)` of a function that picks entries by its argument: whoever hands Y over holds integers as well. */
export function followIndices(functions: readonly FunctionFacts[]): void {
  const byName = new Map(functions.map((fn) => [fn.name, fn]));
  for (let round = 0; round < deepest; round++) {
    for (const { use } of functions.flatMap((fn) => fn.parameters)) {
      use.usedAsIndex ||= use.passedTo.some(
        ({ callee, position }) =>
          byName.get(callee.replace(/^(?:this|self)\./, ''))?.parameters[position]?.use.usedAsIndex,
      );
    }
  }
}
