import type { ClassFacts, ModuleFacts, ParameterFacts } from '../../model/facts.ts';

/** Members that plain arrays have as well tell no class. */
const ofArrays =
  /^(length|map|forEach|reduce|slice|fill|every|some|entries|at|concat|join|indexOf|push|pop|flat|flatMap|filter|includes|find|keys|values|T|shape)$/;
const makesArrays = /^(from|of|array|create|fromArray|fromNested|zeros|ones|random|eye|identity)/i;
const deepest = 3;

/**
 * The class of arrays that an argument without a type must belong to: its methods are called on it (`x.sumRows()`), its
 * fields are read, or it is handed to functions of the class (`Matrix.multiply(x, w)`). Null where nothing tells.
 */
export function classFromUse(parameter: ParameterFacts, facts: ModuleFacts[], level = 0): string | null {
  const classes = facts.flatMap((module) => module.classes);
  const handed = parameter.use.passedTo.flatMap(({ callee }) => {
    const [owner = '', method = ''] = callee.split('.');
    return classes.some((one) => one.name === owner) && !makesArrays.test(method) ? [owner] : [];
  })[0];
  if (handed !== undefined) {
    return handed;
  }
  const used = [...new Set([...parameter.keys, ...parameter.use.methods])].filter((name) => !ofArrays.test(name));
  const own = used.length > 0 ? classes.find((one) => hasAll(one, used, facts)) : undefined;
  if (own) {
    return own.name;
  }
  return level < deepest ? throughHelpers(parameter, facts, level) : null;
}

function hasAll(owner: ClassFacts, used: string[], facts: ModuleFacts[]): boolean {
  const methods = facts.flatMap((module) => module.functions).filter((fn) => fn.owner === owner.name && !fn.isStatic);
  const members = new Set([
    ...owner.fields.map((field) => field.name),
    ...owner.methods,
    ...methods.map((fn) => fn.name),
  ]);
  return used.every((name) => members.has(name));
}

/** A function of the module that the argument is handed on to may say more of it. */
function throughHelpers(parameter: ParameterFacts, facts: ModuleFacts[], level: number): string | null {
  for (const { callee, position } of parameter.use.passedTo) {
    const helper = facts.flatMap((module) => module.functions).find((fn) => fn.qualifiedName === callee);
    const inner = helper?.parameters[position];
    const found = inner && inner !== parameter ? classFromUse(inner, facts, level + 1) : null;
    if (found !== null) {
      return found;
    }
  }
  return null;
}
