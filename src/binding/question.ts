import type { Question } from '../model/report.ts';
import { argumentOptions } from './argumentOptions.ts';
import { frameOf, type Context, type Frame, type Option } from './context.ts';
import { roleOf } from './roles.ts';
import { worlds } from './world.ts';
import { spellJson, spellNew } from './spelling.ts';

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
  return {
    message: reason,
    tag: [...instance, ...guesses.map(({ name, option }) => tagEntry(context, name, option))].join(', '),
    file: { name: fileName(context), text: fileText(context, frame, guesses, isClass ? owner : null) },
  };
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
    ? pythonText(context, guesses, owner)
    : scriptText(context, frame, guesses, owner);
}

function scriptText(
  context: Context,
  _frame: Frame,
  guesses: { name: string; option: Option | undefined }[],
  owner: string | null,
): string {
  const isTyped = context.facts.language === 'typescript';
  const source = context.facts.file.replace(/^.*[\\/]/, '');
  const lines = guesses.flatMap(({ name, option }) => [
    `    // ${name}: ${option?.label ?? 'put a value here'}`,
    `    ${name}: ${scriptValue(option)},`,
  ]);
  const importLine = owner ? [`import { ${owner} } from './${source}';`, ''] : [];
  const instance = owner ? ['    // the object whose methods are checked', `    instance: new ${owner}(4, 5),`] : [];
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

function scriptValue(option: Option | undefined): string {
  const value = option?.value;
  if (value?.kind === 'array') {
    const inner =
      value.storage === 'float64'
        ? `new Float64Array(array(${value.shape.join(', ')}))`
        : value.storage === 'float32'
          ? `new Float32Array(array(${value.shape.join(', ')}))`
          : `array(${value.shape.join(', ')})`;
    return inner;
  }
  return value?.kind === 'json' ? JSON.stringify(value.value) : 'array(3, 4)';
}

function pythonText(
  context: Context,
  guesses: { name: string; option: Option | undefined }[],
  owner: string | null,
): string {
  const module = context.facts.file.replace(/^.*[\\/]/, '').replace(/\.py$/, '');
  const lines = guesses.flatMap(({ name, option }) => {
    const value = option?.value;
    const text =
      value?.kind === 'array'
        ? `rng.standard_normal((${value.shape.join(', ')}${value.shape.length === 1 ? ',' : ''}))`
        : value?.kind === 'json'
          ? spellJson(context, value.value)
          : 'rng.standard_normal((3, 4))';
    return [`        # ${name}: ${option?.label ?? 'put a value here'}`, `        "${name}": ${text},`];
  });
  const instance = owner
    ? ['        # the object whose methods are checked', `        "instance": ${owner}(4, 5),`]
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
