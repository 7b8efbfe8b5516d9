import { withoutComments } from './code.ts';

/**
 * Whether a text may hold a pair, decided fast, so that a workspace of thousands of files is not parsed as a whole.
 * It must let every real pair pass; discovery asks for evidence afterwards.
 * @param file its path, of which the language is read
 */
export function mayHoldPairs(file: string, text: string): boolean {
  if (!gradientWord.test(text)) return false;
  // Texts that keep something "for backward compatibility" are many, and long.
  if (file.endsWith('.ipynb') || text.includes('@gradcheck')) return true;
  return gradientWord.test(withoutComments(text, file.endsWith('.py') ? 'python' : 'typescript'));
}

/** Whether a text was written by a tool: a bundle whose lines nobody reads. */
export function isMinified(text: string): boolean {
  return text.length > shortest && text.length > longestLine * text.split('\n').length;
}

/** Below so many characters parsing costs next to nothing. */
const shortest = 20_000;
/** Characters of a line, on average. */
const longestLine = 300;

const gradientWord =
  /[Bb]ack(?:ward|[Pp]rop|_?[Pp]ass)|bprop|[Gg]rad|[Dd]eriv|_prime|Prime\b|[Jj]acobian|\bvjp|pullback|adjoint|\bd[A-Z]\w{0,12}\d?\b|\bd[wb]\d?\b|nabla|[Tt]rain|[Dd]elta|[Ww]eights?\b|[Ll]earn(?:ing)?_?[Rr]ate|\blr\b|[Δ∇∂]|@gradcheck/u;
