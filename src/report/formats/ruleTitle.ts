import { catalogue } from '../../check/causes/catalogue.ts';

/** What a rule of a build log is called: a cause, a reason for doubt, or the kind of a fault. */
export function ruleTitle(id: string): string {
  return catalogue[id]?.title ?? titles[id] ?? 'A gradient that does not agree with the cost';
}

/** Whether there is a page on it in docs/causes. */
export function isCause(id: string): boolean {
  return Object.hasOwn(catalogue, id);
}

const titles: Record<string, string> = {
  'wrong-gradient': 'A gradient that does not agree with the cost',
  kink: 'No verdict: a kink (ReLU, max or abs at its corner)',
  noise: 'No verdict: the cost is too noisy',
  'not-smooth': 'No verdict: the cost is not smooth',
  'not-checked': 'Not checked',
  'cost-unknown': 'No verdict: the cost is not known',
  throw: 'The code threw an error',
  syntax: 'The source does not parse',
  import: 'A module could not be loaded',
  timeout: 'The time limit was reached',
  memory: 'The memory limit was reached',
  exit: 'The code ended its process',
  crash: 'The process that ran the code died',
  cancelled: 'The check was cancelled',
  'not-finite': 'NaN or an infinity',
  shape: 'Shapes that do not fit',
  'no-gradient': 'A gradient is missing',
  'not-deterministic': 'The cost differs from itself',
  unbound: 'Inputs are needed',
  inputs: 'The inputs cannot be used',
  interpreter: 'No interpreter that can run it',
  internal: 'A fault of Gradient Check',
};
