import { gradientParameter } from './gradientParameter.ts';

/* Names for the elements of what a function returns, where they are no plain names; the same for every language. */

const loss = /^(?:\w*(?:loss|cost|error|energy|nll|objective)\w*|J|E|L|l|f|fx|value|val|total|mse|out|data_?loss)$/i;

/** True where a value of this name may be a cost. */
export function isLossName(name: string): boolean {
  return loss.test(name) && gradientParameter(name) === null;
}

const saysLoss = /loss|cost|error|energy|nll|objective|^J$/i;

/** `dW / m` is called dW and `cost / m` cost: the one operand that says what the value is; '' where none or several do. */
export function tellingOperand(names: readonly string[]): string {
  const gradients = names.filter((name) => name !== '' && gradientParameter(name) !== null);
  const telling = gradients.length > 0 ? gradients : names.filter((name) => isLossName(name) && saysLoss.test(name));
  return telling.length === 1 ? (telling[0] ?? '') : '';
}

/** `{ dW: …, db: … }` inside of what is returned are gradients; '' for any other group of values. */
export function groupName(keys: readonly string[]): string {
  return keys.length > 0 && keys.every((key) => gradientParameter(key) !== null) ? 'grads' : '';
}

const conversion =
  /^(?:(?:np|numpy|math|tf|Math)\.)?(?:squeeze|float|float32|float64|asarray|array|asscalar|list|dict|tuple|copy|Number|real|Float64Array|Float32Array|Object\.freeze|structuredClone)$/;

/** True for calls that hand on what they are given: `np.squeeze(cost)` is still the cost. */
export function isConversion(callee: string): boolean {
  return conversion.test(callee);
}
