/**
 * Words of identifiers, the same for every language: camelCase, PascalCase, snake_case and mixtures of them.
 */
const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\d+|[∂∇Δδ]/gu;

/** Words that people write in one, taken apart so that `backprop` and `backProp` read alike. */
const COMPOUNDS = new Map<string, string[]>(
  Object.entries({
    backprop: ['back', 'prop'],
    backpass: ['back', 'pass'],
    backwardpass: ['backward', 'pass'],
    backwardprop: ['backward', 'prop'],
    forwardpass: ['forward', 'pass'],
    forwardprop: ['forward', 'prop'],
    feedforward: ['feed', 'forward'],
    feedfoward: ['feed', 'forward'],
    foward: ['forward'],
    trainstep: ['train', 'step'],
    lossgrad: ['loss', 'grad'],
  }),
);

/** Spellings of propagate and of its forms: 'propogate', 'propgate', 'propagtion'. */
const MISSPELT = /^(backward|back|forward|feed)?prop[aiou]?g[a-z]{1,8}$/;

const known = new Map<string, readonly string[]>();

/** The words of a name in lower case: 'L_model_forward' → ['l', 'model', 'forward'], 'dW2' → ['d', 'w', '2']. */
export function wordsOf(name: string): readonly string[] {
  let words = known.get(name);
  if (!words) {
    if (known.size > 20_000) known.clear();
    known.set(name, (words = split(name)));
  }
  return words;
}

function split(name: string): string[] {
  const words: string[] = [];
  const plain = name
    .slice(0, 200)
    .replace(/(?:Re|Ge|Se|Si)LU/g, (word) => `${word[0] ?? ''}${word.slice(1).toLowerCase()}`);
  for (const [word] of plain.matchAll(WORD)) {
    const lower = word.toLowerCase();
    words.push(...(COMPOUNDS.get(lower) ?? respelt(lower)));
  }
  return words;
}

/** Where `phrase` stands as a run of whole words in `words`; −1 where it does not. */
export function indexOfPhrase(words: readonly string[], phrase: readonly string[]): number {
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, offset) => words[start + offset] === word)) return start;
  }
  return -1;
}

/** `words` without the run of `length` words at `start`. */
export function without(words: readonly string[], start: number, length: number): string[] {
  return [...words.slice(0, start), ...words.slice(start + length)];
}

/** A name as a regular expression finds it: a half-typed one may hold anything. */
export function escaped(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, '\\$&');
}

function respelt(word: string): string[] {
  const match = MISSPELT.exec(word);
  if (!match) return [word];
  return match[1] === undefined ? ['propagate'] : [match[1], 'propagate'];
}
