import type { Value } from '../model/plan.ts';
import type { Question } from '../model/report.ts';
import { argumentOptions } from './arguments/argumentOptions.ts';
import { findClass, frameOf, type Context, type Frame, type Option } from './known/context.ts';
import { roleOf } from './names/roles.ts';
import { worlds } from './known/world.ts';
import { spellJson, spellNew } from './known/spelling.ts';

/** What would let this pair be checked: the best guess as a tag, and a whole inputs file with a comment for each key. */
export function questionFor(context: Context, reason: string): Question {
  const frame = frameOf(context, worlds[0] as never);
  const functions = [context.forward, context.backward].filter((fn) => fn !== null);
  const seen = new Set<string>();
  const rows = functions
    .flatMap((fn) =>
      fn.parameters.map((parameter) => ({ parameter, isBackward: fn === context.backward && fn !== context.forward })),
    )
    .filter(({ parameter, isBackward }) => {
      const isNew = !seen.has(parameter.name) && !parameter.rest && /^[\w$]+$/.test(parameter.name);
      seen.add(parameter.name);
      const role = roleOf(parameter, isBackward ? 'backward' : 'forward');
      return isNew && role !== 'upstream' && role !== 'cache';
    });
  const guesses = rows.map(({ parameter }) => ({
    name: parameter.name,
    option: argumentOptions(frame, parameter, 'forward')[0],
  }));
  const owner = context.pair.owner;
  const isClass = owner !== null && context.all.some((module) => module.classes.some((one) => one.name === owner));
  const instance = isClass ? [`instance = ${spellNew(context, owner, '4, 5')}`] : [];
  const forward = lacksForward(context) ? ['forward = nameOfForward'] : [];
  return {
    message: reason,
    tag: [...forward, ...instance, ...guesses.map(({ name, option }) => tagEntry(context, name, option))].join(', '),
    file: { name: fileName(context), text: fileText(context, frame, guesses, isClass ? owner : null) },
  };
}

/** Nothing to compare backward with: neither a forward nor a cost. */
export function lacksForward({ forward, pair }: Context): boolean {
  return forward === null && pair.costs.length === 0;
}

function tagEntry(context: Context, name: string, option: Option | undefined): string {
  const value = option?.value;
  if (value?.kind === 'array') {
    const { fill, shape } = value;
    const type =
      fill.kind === 'integer' ? 'int' : fill.kind === 'one-hot' ? 'onehot' : fill.kind === 'probability' ? 'prob' : '';
    return `${name}: ${type}[${shape.join(', ')}]${fill.kind === 'integer' ? ` < ${fill.high}` : ''}`;
  }
  return value?.kind === 'json' ? `${name} = ${spellJson(context, value.value)}` : `${name}: [3, 4]`;
}

/** The best guess for each argument that the constructor needs. */
function constructorValues(context: Context, frame: Frame, owner: string | null): (Value | undefined)[] {
  const parameters = findClass(context, owner)?.constructorParameters ?? [];
  return parameters
    .filter((one) => !one.optional && !one.rest)
    .map((one) => argumentOptions(frame, one, 'constructor')[0]?.value);
}

function fileName(context: Context): string {
  const base = context.facts.file.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, '');
  const extension = { typescript: 'ts', javascript: 'mjs', python: 'py' }[context.facts.language];
  return `${base}.gradcheck.${extension}`;
}

function fileText(
  context: Context,
  frame: Frame,
  guesses: { name: string; option: Option | undefined }[],
  owner: string | null,
): string {
  return context.facts.language === 'python'
    ? pythonText(context, frame, guesses, owner)
    : scriptText(context, frame, guesses, owner);
}

function scriptText(
  context: Context,
  frame: Frame,
  guesses: { name: string; option: Option | undefined }[],
  owner: string | null,
): string {
  const isTyped = context.facts.language === 'typescript';
  const source = context.facts.file.replace(/^.*[\\/]/, '');
  const lines = guesses.flatMap(({ name, option }) => [
    `    // ${name}: ${option?.label ?? 'put a value here'}`,
    `    ${name}: ${scriptValue(option?.value)},`,
  ]);
  // TypeScript resolves './net.js' to net.ts, and refuses './net.ts' unless it is told otherwise.
  const importLine = owner ? [`import { ${owner} } from './${source.replace(/\.([mc]?)tsx?$/, '.$1js')}';`, ''] : [];
  const values = constructorValues(context, frame, owner).map(scriptValue).join(', ');
  const instance = owner
    ? ['    // the object whose methods are checked', `    instance: new ${owner}(${values}),`]
    : [];
  const type = isTyped ? ': () => number' : '';
  const shape = isTyped ? '(...shape: number[]): any' : '(...shape)';
  return [
    `// Inputs for the gradient check of ${context.pair.name}. Each key is the name of an argument.`,
    ...importLine,
    `export default function inputs(random${type}) {`,
    '  // An array of this shape with random entries; array() is one number.',
    `  const array = ${shape} =>`,
    '    shape.length === 0 ? random() * 2 - 1 : Array.from({ length: shape[0] }, () => array(...shape.slice(1)));',
    '  return {',
    ...instance,
    ...lines,
    '  };',
    '}',
    '',
  ].join('\n');
}

/** A guess as an expression of the inputs file; what nothing is known of is an array to be replaced. */
function scriptValue(value: Value | undefined): string {
  switch (value?.kind) {
    case 'array': {
      const inner = `array(${value.shape.join(', ')})`;
      return value.storage === 'float64'
        ? `new Float64Array(${inner})`
        : value.storage === 'float32'
          ? `new Float32Array(${inner})`
          : inner;
    }
    case 'json':
      return JSON.stringify(value.value);
    case 'object':
      return `{ ${value.entries.map(([key, entry]) => `${key}: ${scriptValue(entry)}`).join(', ')} }`;
    case 'list':
      return `[${value.items.map(scriptValue).join(', ')}]`;
    default:
      return 'array(3, 4)';
  }
}

function pythonValue(context: Context, value: Value | undefined): string {
  switch (value?.kind) {
    case 'array':
      return `rng.standard_normal((${value.shape.join(', ')}${value.shape.length === 1 ? ',' : ''}))`;
    case 'json':
      return spellJson(context, value.value);
    case 'object':
      return `{${value.entries.map(([key, entry]) => `"${key}": ${pythonValue(context, entry)}`).join(', ')}}`;
    case 'list':
      return `[${value.items.map((item) => pythonValue(context, item)).join(', ')}]`;
    default:
      return 'rng.standard_normal((3, 4))';
  }
}

function pythonText(
  context: Context,
  frame: Frame,
  guesses: { name: string; option: Option | undefined }[],
  owner: string | null,
): string {
  const module = context.facts.file.replace(/^.*[\\/]/, '').replace(/\.py$/, '');
  const lines = guesses.flatMap(({ name, option }) => {
    const text = pythonValue(context, option?.value);
    return [`        # ${name}: ${option?.label ?? 'put a value here'}`, `        "${name}": ${text},`];
  });
  const instance = owner
    ? [
        '        # the object whose methods are checked',
        `        "instance": ${owner}(${constructorValues(context, frame, owner)
          .map((value) => pythonValue(context, value))
          .join(', ')}),`,
      ]
    : [];
  return [
    `# Inputs for the gradient check of ${context.pair.name}. Each key is the name of an argument.`,
    'import numpy as np',
    ...(owner ? [`from ${module} import ${owner}`] : []),
    '',
    '',
    'def inputs(random):',
    '    rng = np.random.default_rng(int(random() * 1e9))',
    '    return {',
    ...instance,
    ...lines,
    '    }',
    '',
  ].join('\n');
}
