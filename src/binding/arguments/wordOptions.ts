import * as l10n from '@vscode/l10n';
import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import { json, none, refTo, type Context, type Frame, type Option } from '../known/context.ts';
import { plain, stems } from '../names/names.ts';
import { unionWords } from '../known/unionWords.ts';

/** Strings that the body compares with. */
function literalsOf({ use }: ParameterFacts): string[] {
  return use.comparedWith.filter((value): value is string => typeof value === 'string');
}

/** Words that an argument is compared with, in its own body or, as an activation, where another of that name is. */
export function comparedWords(context: Context, parameter: ParameterFacts): string[] {
  const single = /^_?(activation(?:function|fn|name|type)?|act)$/i.exec(parameter.name.replace(/_/g, ''))?.[1];
  return [...literalsOf(parameter), ...(single ? comparedElsewhere(context, single.toLowerCase()) : [])];
}

/** Strings that the body compares with: training and smooth activations first. */
export function modes(parameter: ParameterFacts): Option[] {
  const literals = literalsOf(parameter);
  const all = [
    ...new Set([...(typeof parameter.defaultValue === 'string' ? [parameter.defaultValue] : []), ...literals]),
  ];
  const rank = (word: string): number =>
    /^(train|training|tanh|sigmoid|mean|mse|valid)$/i.test(word)
      ? 0
      : /test|eval|infer|linear|none|identity|softmax|same/i.test(word)
        ? 0.8
        : 0.4;
  const options = all.map((word) => json(word, `'${word}'`, rank(word)));
  return options.length > 0 ? options : [none(0.2), json('sigmoid', "'sigmoid'", 0.4), json('train', "'train'", 0.6)];
}

/**
 * `new Network([4, 5, 2], ['tanh', 'linear'])`: one word for each layer, smooth in the hidden ones and plain in the last;
 * some lists have one for the input's layer as well. The words are those of the type, else those that an argument of
 * the same name is compared with elsewhere, one activation at a time.
 */
export function wordLists(frame: Frame, { name, type, use }: ParameterFacts): Option[] {
  const all = frame.context.all;
  const inner = /^(?:readonly )?(?:\(([^()]*)\)|([\w$]+))\[\]$|^(?:Readonly)?Array<([^<>]*)>$/.exec(type?.trim() ?? '');
  const typed = inner ? unionWords(all, inner.slice(1).join('')) : [];
  const single = /^_?(activation(?:function|fn|name|type)?|act)s$/i.exec(name)?.[1]?.toLowerCase();
  const isList = type === null ? !use.called : /\[\]$|^(?:Readonly)?Array</.test(type.trim());
  const words = typed.length > 0 || single === undefined || !isList ? typed : comparedElsewhere(frame.context, single);
  if (words.length === 0) {
    return [];
  }
  const smooth = words.find((word) => /^(tanh|sigmoid)$/i.test(word)) ?? words[0];
  const flat = words.find((word) => /^(linear|none|identity)$/i.test(word)) ?? smooth;
  const hidden = frame.sizes.layers.length - 2;
  return [hidden, hidden + 1].map((count, index) =>
    json([...Array.from({ length: Math.max(0, count) }, () => smooth ?? ''), flat ?? ''], undefined, index * 0.6),
  );
}

/** `ACTIVATIONS[name]()`: the word is a key of a dictionary of the module that holds functions or classes. */
export function keyWords({ context }: Frame, parameter: ParameterFacts): Option[] {
  if (!parameter.use.usedAsIndex) {
    return [];
  }
  const tables = context.all.flatMap(({ values }) => values.map(({ initialText }) => initialText?.trim() ?? ''));
  const words = tables.flatMap((text) =>
    /^\{/.test(text)
      ? [...text.matchAll(/['"](\w+)['"]\s*:\s*(?:lambda\b|[A-Za-z_][\w.]*\s*[,}(])/g)].map(([, word]) => word ?? '')
      : [],
  );
  return words.length === 0 ? [] : modes({ ...parameter, use: { ...parameter.use, comparedWith: words } });
}

function comparedElsewhere({ all }: Context, single: string): string[] {
  const parameters = all.flatMap(({ functions: own, classes }) => [
    ...own.flatMap((fn) => fn.parameters),
    ...classes.flatMap((one) => one.constructorParameters),
  ]);
  return parameters
    .filter(({ name }) => name.toLowerCase().replace(/[_$]/g, '').startsWith(single.slice(0, 3)))
    .flatMap(literalsOf);
}

/** `rng: () => number` or `weightInit`, which an object draws its weights from. */
function isRandomSource({ name, type }: ParameterFacts): boolean {
  return (
    /^(w|weights?|b|bias|param|kernel)?init(ializ|ialis)?(er)?(fn|func|function)?$/i.test(name.replace(/[_$]/g, '')) ||
    /^(rng|random|rand|rnd|prng|randomfn|randfn|randomsource|getrandom|nextrandom|uniform)$/i.test(
      name.replace(/[_$]/g, ''),
    ) ||
    /^\(\)\s*=>\s*number$/.test(type?.trim() ?? '')
  );
}

/** Functions of the module whose name says the same: `activation` gets tanh, `activationPrime` its derivative. */
export function functions(frame: Frame, parameter: ParameterFacts): Option[] {
  if (isRandomSource(parameter)) {
    // `weight_init_fn=None` has a usual initialiser behind it.
    const isLeftOut = parameter.optional && /^(?:None|null|undefined)$/.test(parameter.defaultText?.trim() ?? '');
    return [
      ...(isLeftOut ? [none(-0.5)] : []),
      {
        label: l10n.t('a seeded random source'),
        penalty: 0,
        steps: [],
        value: { kind: 'random', key: parameter.name },
      },
    ];
  }
  const isDerivative = /prime|deriv|grad|back|^d[A-Z]/i.test(parameter.name);
  const all = frame.context.all
    .flatMap((module) => module.functions)
    .filter((fn) => fn.owner === null && fn.reach !== null && fn.parameters.length >= 1 && fn.parameters.length <= 2);
  const smooth = /^(sigmoid|tanh|logistic|softplus|square|sin|swish|gelu|relu|leakyRelu)$/i;
  const derivative = (fn: FunctionFacts): boolean =>
    stems(fn.name).some((stem) => smooth.test(stem.base)) || /(prime|deriv|grad)/i.test(fn.name);
  const isLoss = /loss|cost|criterion|objective/i.test(parameter.name);
  const losses = all.filter(
    (fn) => fn.parameters.length === 2 && /loss|cost|mse|entropy|squared_?error|bce/i.test(fn.name),
  );
  const fitting = isLoss
    ? losses.filter((fn) => derivative(fn) === isDerivative)
    : all.filter((fn) => (isDerivative ? derivative(fn) : smooth.test(plain(fn.name).base)));
  const refs = fitting.map((fn, index): Option | null => {
    const ref = refTo(frame.context, fn);
    return ref && { label: fn.name, penalty: index * 0.2, steps: [], value: { kind: 'ref', ref } };
  });
  return refs
    .filter((option): option is Option => option !== null)
    .concat(refs.length === 0 || parameter.optional ? [none(0.5)] : []);
}
