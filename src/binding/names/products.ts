import type { FunctionFacts } from '../../model/facts.ts';

/** True where a function multiplies matrices, or vectors with them, rather than entry by entry. */
export function multiplies(facts: FunctionFacts | null | undefined): boolean {
  const isProduct = (call: string): boolean =>
    /(?:^|\.)(?:dot|matmul|mat_?mul\w*|einsum|tensordot|inner|outer)$/i.test(call);
  return (
    (facts?.parameters.some(({ use }) => (use.product ?? null) !== null) ?? false) ||
    (facts?.calls.some(isProduct) ?? false) ||
    (facts?.parameters.some(({ use }) => use.passedTo.some(({ callee }) => callee === '@')) ?? false)
  );
}
