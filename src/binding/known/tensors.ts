import { findClass, type Context } from './context.ts';

/** Methods that tensors have and NumPy's arrays have not. */
const tensorMethods =
  /^(mm|bmm|mv|matmul|t|clamp|clamp_min|clone|detach|unsqueeze|expand|expand_as|view|view_as|numel|sigmoid|tanh|exp|pow|relu|softmax|item|contiguous|masked_fill|mul|add|sub|div)$/;

/** True where a pair's arrays are PyTorch's tensors: by its base class, its calls, its types or its arguments' methods. */
export function usesTensors(context: Context): boolean {
  const { facts, forward, backward } = context;
  const imports = facts.imports.map(({ specifier }) => specifier);
  if (!imports.some((one) => /^torch(\.|$)/.test(one))) {
    return false;
  }
  if (!imports.some((one) => /^(numpy|cupy)(\.|$)/.test(one))) {
    return true;
  }
  const functions = [forward, backward].filter((fn) => fn !== null);
  const owner = findClass(context, context.pair.owner);
  const calls = functions.flatMap((fn) => fn.calls);
  const parameters = functions.flatMap((fn) => fn.parameters);
  const isTensor =
    /(^|\.)(Function|Module)$/.test(owner?.extendsName ?? '') ||
    calls.some((call) => /^(torch|F)\./.test(call)) ||
    parameters.some((one) => /Tensor/.test(one.type ?? '') || one.use.methods.some((name) => tensorMethods.test(name)));
  return isTensor && !calls.some((call) => /^(np|numpy)\./.test(call));
}
