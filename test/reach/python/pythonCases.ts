import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is true of one pair; it stands in the head of its file: `# reach: pair=… verdict=… leaves=… hint=…`. */
export interface PythonCase {
  file: string;
  pair: string;
  verdict: 'correct' | 'wrong';
  /** Leaves whose gradients are wrong, sorted. */
  leaves: string[];
  /** Text behind `@gradcheck` that a person would write, where the text gives too little away. */
  hint: string | null;
}

const casesFolder = join(import.meta.dirname, 'cases');
const torchFolder = join(import.meta.dirname, 'torch');
const lookalikesFolder = join(import.meta.dirname, 'lookalikes');

export function pythonCases(): PythonCase[] {
  return casesOf(casesFolder);
}

/** Cases over PyTorch's tensors. */
export function torchCases(): PythonCase[] {
  return casesOf(torchFolder);
}

function casesOf(folder: string): PythonCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .flatMap((name) => casesIn(join(folder, name)));
}

function casesIn(file: string): PythonCase[] {
  const head = /^# reach: pair=(\S+) verdict=(correct|wrong)(?: leaves=(\S+))?(?: hint=(.*))?$/gm;
  return [...readFileSync(file, 'utf8').matchAll(head)].map(([, pair = '', verdict, leaves = '', hint]) => ({
    file,
    pair,
    verdict: verdict === 'wrong' ? 'wrong' : 'correct',
    leaves: leaves.split(',').filter(Boolean).sort(),
    hint: hint ?? null,
  }));
}

/** Files that look like backpropagation and are none. */
export function pythonLookalikes(): string[] {
  return readdirSync(lookalikesFolder).map((name) => join(lookalikesFolder, name));
}
