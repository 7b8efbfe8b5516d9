import type { Language } from '../model/facts.ts';
import type { Question } from '../model/report.ts';

/** A first inputs file for a source: `network.ts` gets `network.gradcheck.ts`. */
export function inputsFileFor(file: string, language: Language): Question['file'] {
  const source = file.split(/[\\/]/).at(-1) ?? file;
  const match = /^(.*)\.(\w+)$/.exec(source);
  const name = `${match?.[1] ?? source}.gradcheck.${inputsExtension(match?.[2] ?? '', language)}`;
  return { name, text: language === 'python' ? pythonText : scriptText };
}

function inputsExtension(extension: string, language: Language): string {
  if (language === 'python') return 'py';
  if (extension === 'tsx') return 'ts';
  if (extension === 'jsx') return 'js';
  return extension || (language === 'typescript' ? 'ts' : 'js');
}

const scriptText = `// Inputs for the gradient check of the file beside this one. Keys are argument names.
export default {
  X: [
    [0.5, -0.3],
    [0.8, 0.2],
    [-0.6, 0.9],
  ],
};
`;

const pythonText = `"""Inputs for the gradient check of the file beside this one. Keys are argument names."""
import numpy as np

random = np.random.default_rng(1)

inputs = {
    "X": random.standard_normal((3, 2)),
}
`;
