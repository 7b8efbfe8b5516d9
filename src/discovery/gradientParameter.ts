/**
 * From the name of a gradient to the name of its parameter: dW1 → W1, weightGradients → weights, dL_dW → W.
 * One table of affixes; the first rule that fits wins.
 */

/** Names in lower case behind a bare `d` that are gradients (`dweight`), as against words that begin with d. */
const LOWER_NAMES =
  'weights?|bias(?:es)?|gamma|beta|alpha|theta|phi|mu|sigma|inputs?|inp|outputs?|out|act|acts|kernels?|filters?|' +
  'embed(?:dings?)?|emb|logits?|scores?|probs?|params?|scale|shift|hidden|cell|query|key|value|qkv|att|preatt|' +
  'residual|mean|var|rstd|xhat|norm|prev|next|hprev|hnext|cprev|cnext|hraw|state|wte|wpe|lnf|loss|pred|yhat|' +
  'yp|net|raw|kern|mat|conv|fc|coef|intercept|slope';

/** Short names behind d or g: w, b1, wxh, bh. */
const SHORT_NAME = '[a-su-z]\\d{0,3}|[wbuv][a-z]{1,2}\\d{0,2}|[xhczaqkv][a-z]\\d{0,2}';

/** English and programming words that the short rules would take for gradients. */
const WORDS = new Set(
  (
    'data date day days dbl dbo dbm dbs dbg dev dim dir div doc dom dot dst due dug duo dup dur dvd dx11 dx12 dna ' +
    'dash dark dead deal dual dub dud dun duh dbus dct dft d2 d3 gas gap gab gal get god got gpu gui gun gut guy gym gzip ' +
    'dhcp dab dad dag dam das daw day daz dcc dax dqn dkv dzi gbc gbk gcd'
  ).split(' '),
);

interface AffixRule {
  pattern: RegExp;
  /** Left as it is where the whole name is one of these. */
  exceptions?: ReadonlySet<string>;
}

/** Group 1 of each pattern is the parameter. All patterns are anchored and linear. */
export const AFFIX_RULES: readonly AffixRule[] = [
  // dLossDW, dCostDb
  { pattern: /^d(?:Loss|Cost|Error|Err)_?[dD]_?([A-Z]\w*|[a-z]\d*)$/ },
  // dJdW, dJ_dW, dj_dw, dL_dW1, dLoss_dW, dLossDW, d_loss_d_w, dE_by_dW, partialL_partialW
  {
    pattern:
      /^d_?(?:J|L|E|C|Loss|loss|Cost|cost|Error|error|Err|err|l|j|e|c|O|out)_?(?:by_?|over_?|wrt_?)?d_?([A-Z_].*)$/,
  },
  { pattern: /^d_?(?:J|L|E|C|Loss|loss|Cost|cost|Error|error|Err|err)_?(?:by_?|over_?|wrt_?)?d([a-z][A-Za-z0-9_]*)$/ },
  { pattern: /^d_?(?:l|j|e|c|loss|cost|error)_d_?([A-Za-z].*)$/ },
  // grad_weights, gradW, gradientOfW, gradients_W1, nabla_w, deltaW, accumulated: sumGradW is not one
  { pattern: /^(?:grad|grads|gradient|gradients|nabla|delta|deltas)_(?:of_|wrt_|for_)?(\w+)$/i },
  { pattern: /^(?:grad|grads|gradient|gradients|nabla|delta|deltas)(?:Of|Wrt|For)?([A-Z]\w*)$/ },
  // weightGradients, weightsGrad, W_grad, wGrad, b1_gradient, weight_deltas, weightsDelta, W_g
  { pattern: /^(\w+?)_?(?:Gradients?|Grads?|Deltas?|Derivatives?|GradAccum|GradSum|gradients|gradient|grads)$/ },
  { pattern: /^(\w+?)_(?:grads?|gradients?|deltas?|derivatives?|d)$/i },
  // Wgrad, bgrad
  { pattern: /^([A-Z][a-z]{0,2}\d{0,2}|[wb]\d{0,2})grads?$/ },
  // d_W, d_weights, dW1, gW, gX
  { pattern: /^d_([A-Za-z]\w*)$/ },
  { pattern: /^[dg]([A-Z]\w*)$/ },
  // ∂W, ∇w, Δw
  { pattern: /^[∂∇Δδ]_?(\w+)$/ },
  // dweight1, dgamma, dbiases_2
  { pattern: new RegExp(`^d((?:${LOWER_NAMES})_?\\d*)$`), exceptions: WORDS },
  // dw, db1, dx, dwxh, gw, gb
  { pattern: new RegExp(`^d(${SHORT_NAME})$`), exceptions: WORDS },
  { pattern: /^g([wbx]\d*)$/ },
];

/** Prefixes of words that look like `d` + a capital and are none: dB is, DOM is not (capital D). */
const NOT_PARAMETERS = /^(?:is|has|no|num|use|with|escent|om|isabled?|efault|ata|ate|irection|raw|etails?)$/;

/** What moves, so that its delta is how far: `presentationTimeDelta`, `scrollDelta`. */
const MOVED =
  /(?:time|date|timestamp|position|offset|scroll|wheel|mouse|touch|pointer|cursor|angle|rotation|zoom|frame|price)$/i;

/**
 * The parameter that a gradient of this name belongs to, or null where the name does not look like a gradient's.
 * Takes plain names (`dW1`) and places as the user writes them (`this.dW`, `grads.W1`, `grads['dW' + l]`, `this.W.grad`).
 * The case and number of the rest are kept as written: `weightGradients` gives 'weight', `dweights` 'weights'.
 */
export function gradientParameter(name: string): string | null {
  const known = answers.get(name);
  if (known !== undefined) return known;
  if (answers.size >= mostAnswers) answers.clear();
  const parameter = parameterOf(name);
  answers.set(name, parameter);
  return parameter;
}

/** The few names of a text are asked for again and again, in every text of a workspace. */
const answers = new Map<string, string | null>();
const mostAnswers = 5000;

function parameterOf(name: string): string | null {
  const parts = placeParts(name);
  const last = parts.at(-1);
  if (last === undefined) return null;
  const owner = parts.at(-2);
  if (isGradientWord(last)) return owner === undefined || isGradientWord(owner) ? null : owner;
  const stripped = stripAffixes(last);
  if (stripped !== null) return stripped;
  return owner !== undefined && isGradientWord(owner) ? last : null;
}

/** True for names that mean "gradients" as a whole: grads, gradients, gradient, nabla. */
export function isGradientWord(name: string): boolean {
  return /^_?(?:d?grads?|gradients?|nablas?|derivatives?|_grad|gradAccum|dParams|dparams|gradBuffer)_?$/i.test(name);
}

function stripAffixes(name: string): string | null {
  const bare = name.replace(/^[_#]+/, '').slice(0, 120);
  for (const { pattern, exceptions } of AFFIX_RULES) {
    if (exceptions?.has(bare)) continue;
    const rest = pattern.exec(bare)?.[1];
    if (rest !== undefined && /deltas?$/i.test(bare) && MOVED.test(rest)) return null;
    if (rest !== undefined && rest !== '' && !NOT_PARAMETERS.test(rest)) return rest.replace(/^_+|_+$/g, '') || null;
  }
  return null;
}

/**
 * The names along a place: this.layers[i].dW → ['layers', 'dW']; grads['dW' + l] → ['grads', 'dW'].
 * Computed and numeric indices are left out.
 */
export function placeParts(place: string): string[] {
  const text = place.slice(0, 300);
  const parts: string[] = [];
  let position = 0;
  while (position < text.length) {
    if (text[position] === '[') {
      const end = closing(text, position);
      const key = KEY.exec(text.slice(position + 1, end))?.[1];
      if (key !== undefined) parts.push(key);
      position = end + 1;
      continue;
    }
    const word = NAME.exec(text.slice(position, position + 120))?.[0];
    if (word !== undefined && word !== 'this' && word !== 'self') parts.push(word);
    position += word?.length ?? 1;
  }
  return parts;
}

const NAME = /^[\p{L}_$#∂∇][\p{L}\p{N}_$]*/u;

/** A key written as text, or the beginning of one: 'dW2', 'dW' + l, `dW${l}`, f'dW{l}'. */
const KEY = /^f?[`'"]([\p{L}_∂∇][\p{L}\p{N}_]*)(?:[`'"]|\$\{|\{|%)/u;

function closing(text: string, open: number): number {
  let depth = 0;
  for (let position = open; position < text.length; position++) {
    if (text[position] === '[') depth++;
    else if (text[position] === ']' && --depth === 0) return position;
  }
  return text.length;
}
