/** Reading of names: words, the parameter behind a gradient's name, layers. */

const synonyms: [string, string[]][] = [
  ['w', ['ws', 'weight', 'kernel', 'filter', 'wt', 'wgt', 'theta', 'coef', 'coefficient', 'synapse', 'syn']],
  ['b', ['bs', 'bias', 'biase', 'intercept', 'offset']],
  ['x', ['input', 'inp', 'data', 'feature', 'aprev', 'in', 'src', 'prev']],
  ['gamma', ['scale', 'g']],
  ['beta', ['shift']],
];

const synonymOf = new Map(
  synonyms.flatMap(([short, long]) => [[short, short], ...long.map((word) => [word, short])] as [string, string][]),
);

const gradientPrefixes = new Set([
  'd',
  'g',
  'grad',
  'grads',
  'gradient',
  'gradients',
  'delta',
  'deltas',
  'nabla',
  'del',
  'partial',
  'deriv',
  'derivative',
  'acc',
  'desired',
  'accum',
  'accumulated',
  'sum',
  'total',
  'avg',
  'mean',
  'batch',
  'wrt',
  'of',
  'loss',
  'cost',
  'dl',
  'dj',
  'de',
  'dc',
  'dloss',
  'dcost',
  'gr',
  'dd',
  'new',
  'my',
  'diff',
]);
const gradientSuffixes = new Set([
  'grad',
  'grads',
  'gradient',
  'gradients',
  'delta',
  'deltas',
  'deriv',
  'derivative',
  'derivatives',
  'prime',
  'diff',
  'diffs',
  'error',
  'errors',
  'acc',
  'accum',
  'update',
  'updates',
  'change',
  'changes',
  'sum',
  'total',
  'd',
  'dw',
  'adjustment',
  'adjustments',
  'correction',
]);

/** 'gradWeights1' → ['grad', 'Weights', '1']; '_b_h' → ['b', 'h']. Case is kept. */
export function wordsOf(name: string): string[] {
  const known = split.get(name);
  if (known) {
    return known;
  }
  const words = splitWords(name);
  split.set(name, words);
  return words;
}

const split = new Map<string, string[]>();

function splitWords(name: string): string[] {
  return name
    .replace(/^.*\./, '')
    .replace(/['"\]]/g, '')
    .replace(/^.*\[/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/(\d+)/g, ' $1 ')
    .split(/[\s_$#-]+/)
    .filter((word) => word !== '');
}

/** 'dz_prev' → 'dzprev': two names that differ only in how their words are joined are one. */
export function compactName(name: string): string {
  return name.replace(/[_$]/g, '').toLowerCase();
}

/** A name without its spelling: base words (singular, lower case) and trailing number. */
export interface Plain {
  base: string;
  index: number | null;
}

function singular(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length > 3 && lower.endsWith('es') && /(ias|x|ss)es$/.test(lower)) {
    return lower.slice(0, -2);
  }
  return lower.length > 3 && lower.endsWith('s') && !lower.endsWith('ss') && lower !== 'bias'
    ? lower.slice(0, -1)
    : lower;
}

function plainWords(words: string[]): Plain {
  const last = words[words.length - 1];
  const index = last !== undefined && /^\d+$/.test(last) && words.length > 1 ? Number(last) : null;
  const rest = index === null ? words : words.slice(0, -1);
  return { base: rest.map(singular).join(''), index };
}

export function plain(name: string): Plain {
  return plainWords(wordsOf(name));
}

/** All names that the parameter behind a gradient's name may have: 'dW2' → W2; 'grad_weights' → weights. */
export function stems(gradientName: string): Plain[] {
  const found = new Map<string, Plain>();
  const add = (words: string[]): void => {
    if (words.length > 0) {
      const stem = plainWords(words);
      found.set(`${stem.base}/${stem.index}`, stem);
    }
  };
  const words = wordsOf(gradientName);
  for (let start = 0; start < words.length && gradientPrefixes.has((words[start] ?? '').toLowerCase()); start++) {
    add(words.slice(start + 1));
    add(glued(words.slice(start + 1)));
  }
  const numbered = words.length > 1 && /^\d+$/.test(words[words.length - 1] ?? '');
  const tail = numbered ? words.slice(-1) : [];
  let body = numbered ? words.slice(0, -1) : words;
  while (body.length > 1 && gradientSuffixes.has((body[body.length - 1] ?? '').toLowerCase())) {
    body = body.slice(0, -1);
    add([...body, ...tail]);
    if (gradientPrefixes.has((body[0] ?? '').toLowerCase())) {
      add([...body.slice(1), ...tail]);
    }
  }
  add(glued(words));
  return [...found.values()].filter((stem) => stem.base !== '');
}

/** The first word without a 'd', 'g' or 'grad' that is glued to it: 'dgamma' → 'gamma', 'dLdW' → 'W'. */
function glued(words: string[]): string[] {
  const joined = words.join('');
  const chain = /^d(?:L|J|E|C|l|j|loss|Loss|cost|Cost|Err|O)_?d(.+)$/.exec(joined);
  if (chain?.[1]) {
    return wordsOf(chain[1]);
  }
  const first = words[0] ?? '';
  const match = /^(?:grad|nabla|delta|del|d|g)(?=[a-zA-Z])(.+)$/.exec(first);
  return match?.[1] ? [match[1], ...words.slice(1)] : [];
}

/** Words before a gradient that say how it was gathered: `accDeltaWeight`, `totalGradBias`. */
const gathered = /^(?:acc|accum|accumulated|summed|total|avg|desired)$/;

/** True where the name reads like a gradient of something. */
export function looksLikeGradient(name: string): boolean {
  const all = wordsOf(name).map((word) => word.toLowerCase());
  const start = all.findIndex((word) => !gathered.test(word));
  const words = start < 0 ? all : all.slice(start);
  const first = words[0] ?? '';
  const last = words[words.length - 1] ?? '';
  return (
    /^(d|grad|grads|gradient|gradients|nabla|delta|deltas|g)$/.test(first) ||
    /^(grad|grads|gradient|gradients|delta|deltas)$/.test(last) ||
    (words.length > 1 && /^(der|deriv|derivs|derivative|derivatives)$/.test(last)) ||
    /^g(w|b|wx|wh|wo|wi|weights?|bias(es)?|kernel|params?)$/.test(first) ||
    (words.length > 1 && /^d(j|l|e|c|loss|cost|error)$/.test(first) && /^d/.test(words[1] ?? '')) ||
    /^d(w|b|x|z|a|y|h|c|q|k|v|s|p|u|l|o|out|gamma|beta|weights?|bias(es)?|inputs?|inp|outputs?|theta|kernels?|filters?|table|emb|embed|embeddings?|hidden|prev|next|features?|scores?|logits?|alpha|mean|var|mu|sigma|params?|scale|shift|slope|query|key|value|w[a-z]{1,2}|b(?!us|ms|ug)[a-z]{1,2}|u[a-z])$/.test(
      first,
    )
  );
}

/** How well a parameter's name fits one stem: 1 the same, 0.8 a synonym, 0 neither. */
export function nameFit(stem: Plain, parameter: Plain): number {
  if (stem.index !== parameter.index) {
    return 0;
  }
  if (stem.base === parameter.base) {
    return 1;
  }
  const a = synonymOf.get(stem.base);
  return a !== undefined && a === synonymOf.get(parameter.base) ? 0.8 : 0;
}

/** 'W2' → 2, 'weights_1' → 1, 'w' → null. */
export function layerOf(name: string): number | null {
  return plain(name).index;
}

/** The one-letter family of a name: 'weights1' → 'w', 'biases' → 'b', otherwise its base. */
export function family(name: string): string {
  const { base } = plain(name);
  return synonymOf.get(base) ?? base;
}

/** `dg` and `gain`, `gradK` and `kernel`: one of the stems is no more than the first letter of the name. */
export function isInitialOf(found: readonly Plain[], name: Plain): boolean {
  return found.some(({ base }) => base.length === 1 && name.base.startsWith(base));
}
