import type { FunctionFacts, ModuleFacts, ParameterFacts } from '../model/facts.ts';

/**
 * `def conv_forward(x, w, b, conv_param): return conv_forward_naive(x, w, b, conv_param)`: an argument that is only handed on
 * is used as the function behind it uses its own.
 */
export function withHandedOn(modules: ModuleFacts[]): ModuleFacts[] {
  const functions = modules.flatMap((module) => module.functions);
  return modules.map((module) => ({
    ...module,
    functions: module.functions.map((fn) =>
      fn.parameters.some((one) => isOnlyHandedOn(one) || holdsAndHandsOn(one))
        ? { ...fn, parameters: fn.parameters.map((one) => withMoreKeys(readFurther(one, fn, functions), functions)) }
        : fn,
    ),
  }));
}

/** `rnn_forward(x, a0, parameters)` reads one key of its parameters, and the step that it hands them to the others. */
function holdsAndHandsOn({ keys, destructured, use }: ParameterFacts): boolean {
  return keys.length > 0 && !destructured && !use.unpacked && use.passedTo.length > 0;
}

function withMoreKeys(one: ParameterFacts, functions: FunctionFacts[]): ParameterFacts {
  if (!holdsAndHandsOn(one)) {
    return one;
  }
  const further = one.use.passedTo.flatMap(({ callee, position }) => {
    const inner = functions.find((other) => isCalled(callee, other))?.parameters[position];
    return inner && !inner.use.unpacked && !inner.destructured ? inner.keys : [];
  });
  return { ...one, keys: [...new Set([...one.keys, ...further])] };
}

/** Nothing is known of it but where it goes. */
function isOnlyHandedOn({ keys, destructured, use }: ParameterFacts): boolean {
  return (
    keys.length === 0 &&
    !destructured &&
    use.passedTo.length > 0 &&
    use.indexDepth === 0 &&
    use.methods.length === 0 &&
    !use.usedAsIndex &&
    !use.assigned
  );
}

function readFurther(one: ParameterFacts, fn: FunctionFacts, functions: FunctionFacts[]): ParameterFacts {
  const seen = new Set([one]);
  let last = one;
  while (isOnlyHandedOn(one) && isOnlyHandedOn(last)) {
    const inner = last.use.passedTo
      .map(
        ({ callee, position }) =>
          functions.find((other) => isCalled(callee, other) && other !== fn)?.parameters[position],
      )
      .find((found) => found !== undefined);
    if (!inner || seen.has(inner)) {
      break;
    }
    seen.add(inner);
    last = inner;
  }
  const passedTo = [...one.use.passedTo, ...last.use.passedTo];
  return last === one ? one : { ...one, keys: last.keys, use: { ...last.use, passedTo, assigned: one.use.assigned } };
}

/** A free function by its name, or by its module's and its own. */
function isCalled(callee: string, { name, owner }: FunctionFacts): boolean {
  return owner === null && callee.replace(/^[\w$]+\./, '') === name;
}
