/**
 * Whether a text may hold a pair, decided fast, so that a workspace of thousands of files is not parsed as a whole.
 * It must let every real pair pass; discovery asks for evidence afterwards.
 */
export function mayHoldPairs(text: string): boolean {
  return gradientWord.test(text);
}

const gradientWord =
  /[Bb]ack(?:ward|[Pp]rop|_?[Pp]ass)|bprop|[Gg]rad|[Dd]eriv|_prime|Prime\b|[Jj]acobian|\bvjp|pullback|adjoint|\bd[A-Z]\w{0,12}\d?\b|\bd[wb]\d?\b|nabla|[Tt]rain|[Dd]elta|[Ww]eights?\b|[Ll]earn(?:ing)?_?[Rr]ate|\blr\b|[Δ∇∂]|@gradcheck/u;
