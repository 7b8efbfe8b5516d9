import type { Language } from '../../model/facts.ts';
import type { InputsReport, Question } from '../../model/report.ts';

type Arguments = InputsReport['arguments'];

/** A first inputs file for a source, with what its arguments got so far: `network.ts` gets `network.gradcheck.ts`. */
export function inputsFileFor(file: string, language: Language, args: Arguments): Question['file'] {
  const source = file.split(/[\\/]/).at(-1) ?? file;
  const stem = source.replace(/\.\w+$/, '');
  const extension = { typescript: 'ts', javascript: 'mjs', python: 'py' }[language];
  const text = language === 'python' ? pythonText(source, args) : scriptText(source, language, args);
  return { name: `${stem}.gradcheck.${extension}`, text };
}

/** The shape that a description begins with ("4×3 random normal"); null where it begins with none. */
export function shapeIn(description: string): number[] | null {
  const shape = /^(\d+(?:×\d+)*)\s/.exec(description)?.[1];
  return shape === undefined ? null : shape.split('×').map(Number);
}

function scriptText(source: string, language: Language, args: Arguments): string {
  const isTyped = language === 'typescript';
  const shape = isTyped ? '(...shape: number[]): any' : '(...shape)';
  return [
    `// Inputs for the gradient check of ${source}. Each key is the name of an argument.`,
    `export default function inputs(random${isTyped ? ': () => number' : ''}) {`,
    '  // An array of this shape with random entries; array() is one number.',
    `  const array = ${shape} =>`,
    '    shape.length === 0 ? random() * 2 - 1 : Array.from({ length: shape[0] }, () => array(...shape.slice(1)));',
    '  return {',
    ...args.flatMap(({ name, value }) => keyLines('    //', name, value, (text) => `    ${name}: array(${text}),`)),
    '  };',
    '}',
    '',
  ].join('\n');
}

function pythonText(source: string, args: Arguments): string {
  return [
    `# Inputs for the gradient check of ${source}. Each key is the name of an argument.`,
    'import numpy as np',
    '',
    '',
    'def inputs(random):',
    '    rng = np.random.default_rng(int(random() * 1e9))',
    '    return {',
    ...args.flatMap(({ name, value }) =>
      keyLines('        #', name, value, (text) => `        "${name}": rng.standard_normal((${text},)),`),
    ),
    '    }',
    '',
  ].join('\n');
}

/** A comment that says what the argument got, and a line that gives it the same shape where it has one. */
function keyLines(comment: string, name: string, value: string, line: (shape: string) => string): string[] {
  const shape = shapeIn(value);
  const isName = /^[\w$]+$/.test(name);
  return [`${comment} ${name}: ${value}`, ...(shape && isName ? [line(shape.join(', '))] : [])];
}
