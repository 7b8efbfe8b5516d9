import type { Evidence } from '../model/facts.ts';
import { isStrongGradient } from './candidates.ts';
import { gradientParameter, isGradientWord } from './gradientParameter.ts';
import { wordsOf } from './names.ts';
import type { Subject } from './subject.ts';
import { domainWords, domains, networkWords } from './vocabulary.ts';

/**
 * The evidence that a candidate is backpropagation, and that it is not: one table. Each rule gives how strongly it
 * holds (true is 1; a number is multiplied with the weight). A candidate needs `threshold` points in sum.
 */
export const threshold = 4;

interface Rule {
  id: string;
  weight: number;
  holds: (subject: Subject) => boolean | number;
}

export const rules: readonly Rule[] = [
  // — for —
  { id: 'computes gradients by name', weight: 1.8, holds: (s) => Math.min(strongSites(s), 2) },
  { id: 'returns gradients by name', weight: 2, holds: (s) => returnedNames(s).some(isGradientName) },
  {
    id: 'adds to .grad',
    weight: 2.5,
    holds: (s) => ACCUMULATES.test(s.forward ? s.withHelpers : `${s.ownerCode}\n${s.withHelpers}`),
  },
  { id: 'takes an upstream gradient', weight: 2, holds: (s) => takesUpstream(s) },
  { id: 'takes a target', weight: 1, holds: (s) => targetsOf(s).length > 0 },
  { id: 'steps down a gradient', weight: 2.5, holds: (s) => updates(s) > 0 && !/random/i.test(s.withHelpers) },
  { id: 'calls a derivative', weight: 2, holds: (s) => DERIVATIVE_CALL.test(withoutHead(s)) },
  {
    id: 'derivative of an activation',
    weight: 2,
    holds: (s) => ACTIVATION_DERIVATIVE.some((pattern) => pattern.test(s.withHelpers)),
  },
  { id: 'accumulates products', weight: 1, holds: (s) => /[-+]=[^;\n]{0,200}\*/.test(s.withHelpers) },
  { id: 'multiplies entries', weight: 0.5, holds: (s) => /\]\s*\*|\*\s*[\w.]{1,60}\[/.test(s.withHelpers) },
  { id: 'array products', weight: 0.7, holds: (s) => Math.min(distinct(s.withHelpers, ARRAY_CALL), 3) },
  {
    id: 'exp, tanh, log or max(0, ·)',
    weight: 1,
    holds: (s) => TRANSCENDENTAL.test(`${s.forwardCode}\n${s.withHelpers}`),
  },
  { id: 'reads the cache that forward makes', weight: 1.5, holds: (s) => sharesCache(s) },
  {
    id: 'takes what forward takes',
    weight: 0.4,
    holds: (s) => (s.forward === s.backward ? 0 : Math.min(shared(s), 3)),
  },
  { id: 'words of networks', weight: 0.5, holds: (s) => Math.min(countWords(s, networkWords), 5) },
  {
    id: 'said to be a propagation of errors',
    weight: 1,
    holds: (s) => /prop/.test(s.role.phrase) || /vjp|pullback/.test(s.role.phrase),
  },
  { id: 'named the derivative of its namesake', weight: 4, holds: (s) => isDerivativeOfNamesake(s) },
  {
    id: 'derivative of a known function',
    weight: 1.5,
    holds: (s) => isKnownFunction(s),
  },
  { id: 'hands gradients through layers', weight: 2.5, holds: (s) => delegates(s) },
  { id: 'walks a graph of gradients', weight: 5, holds: (s) => s.role.kind === 'backward' && isEngine(s) },
  { id: 'subtracts the target', weight: 1, holds: (s) => subtractsTarget(s) },
  { id: 'returns loss and gradients', weight: 1.5, holds: (s) => s.form === 'single' },
  { id: 'returns its backward', weight: 2, holds: (s) => s.form === 'closure' },
  // — against —
  { id: 'empty, or only throws', weight: -20, holds: (s) => isStub(s.own) },
  {
    id: 'no arithmetic',
    weight: -5,
    holds: (s) => !hasArithmetic(s) && !delegates(s) && !isEngine(s) && !reshapes(s) && isDerivativeOfNamesake(s) === 0,
  },
  { id: 'nothing in it is a gradient', weight: -2, holds: (s) => !hasCore(s) },
  { id: 'words of another trade', weight: -1, holds: (s) => foreignWords(s) },
  { id: 'reaches outside', weight: -4, holds: (s) => OUTSIDE.test(s.own) },
  { id: 'differences instead of derivatives', weight: -4, holds: (s) => NUMERICAL.test(s.own) || probesForward(s) },
  {
    id: 'trains without a step of its own',
    weight: -4,
    holds: (s) => s.form === 'train' && updates(s) + strongSites(s) === 0,
  },
  { id: 'applies gradients that others computed', weight: -8, holds: (s) => s.form === 'train' && takesGradients(s) },
  { id: 'a step has no derivative', weight: -5, holds: (s) => s.form === 'train' && isStepUnit(s) },
  { id: 'draws at random', weight: -2, holds: (s) => s.form === 'train' && /random/i.test(s.withHelpers) },
  {
    id: 'rotates by angles',
    weight: -3,
    holds: (s) => /Math\.(?:cos|sin|atan2)\b|np\.(?:cos|sin|fft)/.test(s.own) && strongSites(s) === 0,
  },
];

export function evidenceFor(subject: Subject): Evidence[] {
  return rules.flatMap(({ id, weight, holds }) => {
    const strength = Number(holds(subject));
    return strength === 0 ? [] : [{ rule: id, weight: Math.round(weight * strength * 100) / 100 }];
  });
}

export function scoreOf(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, { weight }) => sum + weight, 0);
}

/** `this.grad += …`, `m.dw[i] += …`, `p.gradient[i][j] = …` */
const ACCUMULATES = /\.(?:_?grad(?:ient)?|dw|dW)\b(?:\.(?:d|data|w|val|value))?(?:\[[^\]\n]{0,80}\]){0,3}\s*[-+]?=[^=]/;
const UPSTREAM =
  /^_?(?:d_?(?:out|output|outputs|y|Y|z|Z|a|A|h|H|l|L|v|x|X|loss|logits|scores?|probs?|pred|values?|next|prev)\d?\w?|d[A-Z]\w{0,20}|dl_?d\w+|\w*grads?|\w*gradients?|grad\w*|gradient\w*|g[A-Z]\w{0,12}|upstream\w*|deltas?|delta[A-Z]\w*|delta_\w+|\w+_?[dD]eltas?|\w*errors?|\w*Errors?|err|errs|accum\w*|gy|gz|gout|gh|cotangent|seed|adjoint|vbar|ybar|chain\w*)$/;
const TARGET =
  /^_?(?:y|Y|t|ys|Ys|yTrue|y_true|targets?|target\w*|labels?|label_?\w*|expected\w*|desired\w*|ideal\w*|truth|ground\w*|actual|answers?|correct\w*|teacher|trueY|goal_?output|outputs_?true|train_?[yY]|y_?train|wanted|want)$/;
const DERIVATIVE_CALL =
  /(?:sigmoid|tanh|relu|softmax|activations?|act|transfer\w*|loss|cost|actFn|elu|gelu)\w*?_?(?:prime|deriv\w*|grad\w*|backward|dfunc)\w*\s*\(|\b(?:d_?(?:sigmoid|tanh|relu|activation|softmax|func)\w*|deriv\w{0,20}|\w{0,30}[dD]erivative|\w{0,30}Prime|\w{0,30}_prime|dfunc|\w{0,30}Deriv|df|der)\s*\(/i;
const NAME = '[A-Za-z_$][\\w$.]{0,40}(?:\\[[^\\]\\n]{0,40}\\]){0,3}';
const ACTIVATION_DERIVATIVE = [
  /\*\s*\(\s*1(?:\.0?)?\s*-\s*[A-Za-z_$]/, // a * (1 - a)
  /\(\s*1(?:\.0?)?\s*-\s*[\w.$[\]]{1,60}\s*\)\s*\*/, // (1 - a) * a
  new RegExp(`\\b1(?:\\.0?)?\\s*-\\s*(${NAME})\\s*\\*\\s*\\1`), // 1 - a * a
  /\b1(?:\.0?)?\s*-\s*(?:Math\.pow|np\.square|np\.power|square|pow)\s*\(/,
  /\b1(?:\.0?)?\s*-\s*[\w.$[\]()]{1,60}\s*\*\*\s*2/,
  />=?\s*0(?:\.0?)?\s*\?[^:;\n]{1,80}:\s*(?:0|alpha|this\.|leak|slope|\w{1,20}\s*\*)/, // z > 0 ? g : 0
  /<=?\s*0(?:\.0?)?\s*\?\s*(?:0|alpha|leak)/,
  /<=?\s*0(?:\.0?)?\s*\)\s*\{?\s*[\w.$[\]]{1,80}\s*=\s*0/,
  /\*\s*\(\s*[\w.$[\]]{1,60}\s*>\s*0\s*\)/,
  /\[\s*[\w.]{1,60}\s*[<>]=?\s*0(?:\.0?)?\s*\]\s*=\s*0/, // dX[Z <= 0] = 0
  /\bwhere\(\s*[\w.[\]]{1,60}\s*[<>]=?\s*0/, // np.where(z > 0, g, 0)
  /\(\s*[\w.]{1,60}\s*>=?\s*0(?:\.0?)?\s*\)\.(?:astype|float)\b/, // (z > 0).astype(float)
  /\b1(?:\.0?)?\s+if\s+[\w.[\]]{1,60}\s*[<>]=?\s*0/, // 1 if z > 0 else 0
];
const ARRAY_CALL =
  /(?:\.|\b)(dot|matmul|matMul|mmul|multiply|mul|outer|outerProduct|hadamard|transpose|transposed|times|product|sub|subtract|einsum|sum|add\.at|sumAxis|sumRows|sumCols|scale|addInPlace|matMulTransA|matMulTransB|matrixMultiply|elementwise\w*|dotProduct|mulMat|map2|zip\w*|vecmat|matvec|axpy|gemm|conv\w*|col2im|tensordot)\w{0,12}\s*\(/g;
const TRANSCENDENTAL =
  /Math\.(?:exp|tanh|log|sqrt)\b|\b(?:np|math|torch|tf|nj|mathjs)\.(?:exp|tanh|log|sqrt|maximum)\b|Math\.max\(\s*0|\.(?:exp|tanh|relu|sigmoid|softmax|log)\(/;
const KNOWN_FUNCTION =
  /^(?:dense|squared|huber|mae|absolute|quadratic|flatten|sigmoid|tanh|relu|softmax|softplus|gelu|elu|swish|silu|logistic|leaky|mse|cost|loss|cross|entropy|logloss|hinge|activation|affine|linear|dense|conv|norm|batchnorm|layernorm|attention|lstm|rnn|gru|embedding|dropout|pool|energy|objective|rosenbrock|likelihood|error|act)$/;
const OUTSIDE =
  /\b(?:document|window(?!\s*\.\s*(?:max|min|sum|mean|shape|reshape|argmax|ravel|flatten|copy|T)\b)|navigator|history|location|localStorage|fetch|axios|socket|req|res|knex|queryInterface|prisma|gpio|serial|sql|http|chrome|browser|ipc\w*)\s*[.(]|addEventListener|setTimeout|setInterval|requestAnimationFrame|\bdispatch\s*\(|\$\(\s*/;
const NUMERICAL =
  /\/\s*\(?\s*2(?:\.0)?\s*\*\s*(?:this\.)?(?:h|eps|epsilon|delta|EPS|EPSILON|step|dx)\b|\/\s*\(\s*(?:h|eps|epsilon)\s*\*\s*2/;

function parameterNames({ backward, form, helpers }: Subject): string[] {
  const own = backward.parameters.flatMap((parameter) => (parameter.destructured ? parameter.keys : [parameter.name]));
  return form === 'train'
    ? [...own, ...helpers.flatMap((helper) => helper.parameters.map((parameter) => parameter.name))]
    : own;
}

/** An optimiser's step: `update(weights, grads)`. */
function takesGradients({ backward }: Subject): boolean {
  return backward.parameters.some(({ name }) => isGradientWord(name) || /^d(?:W|B|Theta|[wb])\d*$|grad/i.test(name));
}

function takesUpstream(subject: Subject): boolean {
  if (parameterNames(subject).some((name) => UPSTREAM.test(name))) return true;
  return subject.backward.parameters.some(({ name, use }) => {
    const isArray = use.indexDepth > 0 || use.methods.length > 0;
    return isArray && (name === 'g' || (gradientParameter(name) !== null && !/^(?:d[xyzrt]|db)$/.test(name)));
  });
}

function isGradientName(name: string): boolean {
  const last = name.split('.').at(-1) ?? '';
  return isStrongGradient(last) || (isGradientWord(last) && last !== 'gradient');
}

function strongSites({ backward, helpers }: Subject): number {
  const names = new Set<string>();
  for (const { sites } of [backward, ...helpers])
    for (const { gradient } of sites) {
      const last = gradient.split('.').at(-1) ?? '';
      if (gradientParameter(gradient) !== null && isStrongGradient(last.replace(/\[.*$/, ''))) names.add(gradient);
    }
  return names.size;
}

function updates({ backward, helpers }: Subject): number {
  return [backward, ...helpers]
    .flatMap(({ sites }) => sites)
    .filter(({ gradient }) => gradientParameter(gradient) === null && !/^return|grad/i.test(gradient)).length;
}

function returnedNames({ backward, form }: Subject): string[] {
  return form === 'closure' ? [] : backward.returns.flatMap(({ names, kind }) => (kind === 'call' ? [] : names));
}

/** Code behind the signature, so that a function's own name is not taken for a call. */
function withoutHead({ withHelpers, backward }: Subject): string {
  return withHelpers.replaceAll(
    new RegExp(`(?:function\\s+\\w+|def\\s+\\w+|\\b${escaped(backward.name)})\\s*\\(`, 'g'),
    ' (',
  );
}

function escaped(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, '\\$&');
}

function distinct(code: string, pattern: RegExp): number {
  return new Set([...code.matchAll(pattern)].map((match) => match[1])).size;
}

function sharesCache({ forward, backward, helpers }: Subject): boolean {
  if (!forward || forward === backward) return false;
  const reads = new Set([backward, ...helpers].flatMap((one) => one.reads));
  if (forward.writes.some((field) => reads.has(field))) return true;
  const cached = backward.parameters.some(({ name }) =>
    /cache|^ctx$|context|saved|memory|tape|activations|^mem$/i.test(name),
  );
  const made = new Set(forward.returns.flatMap(({ names }) => names));
  for (const { name } of forward.parameters) made.delete(name);
  return cached || backward.parameters.some(({ name }) => made.has(name));
}

function shared({ forward, backward }: Subject): number {
  if (!forward) return 0;
  return backward.parameters.filter(({ name }) => forward.parameters.some((other) => other.name === name)).length;
}

function countWords(subject: Subject, words: ReadonlySet<string>): number {
  let count = 0;
  for (const word of subject.words) if (words.has(word)) count++;
  return count;
}

/** `sigmoidPrime` beside `sigmoid`; `derivative` beside `fn` in one object. */
function isDerivativeOfNamesake({ role, forward, backward, own }: Subject): number {
  if (role.kind !== 'gradient' || !forward || backward.parameters.length === 0) return 0;
  const isOwn = role.stem.length > 0 || (backward.owner !== null && backward.owner === forward.owner);
  if (!isOwn || !/[*/-]|Math\./.test(own)) return 0;
  return /^(?:prime|deriv\w*|d|df|dfunc|der)$/.test(role.phrase)
    ? 1
    : /^(?:grads?|gradients?)$/.test(role.phrase)
      ? 0.75
      : 0;
}

/** The stem, or the class or object that holds the pair, names a function whose derivative is well known. */
function isKnownFunction({ role, backward }: Subject): boolean {
  const owner = backward.owner?.split('.').at(-1) ?? '';
  return [...role.stem, ...wordsOf(owner)].some((word) => KNOWN_FUNCTION.test(word));
}

function delegates({ withHelpers, forwardCode, role, words }: Subject): boolean {
  if (role.kind !== 'backward' || !GRADIENT_WORDS.some((word) => words.has(word))) return false;
  const back =
    /[\w\])]\s*\.\s*(?:backward|backprop\w*|backPropagate|backward_?[pP]ass|bprop|back|train|propagate\w*)\s*\(\s*[^)\s]/i.test(
      withHelpers,
    );
  return (
    back &&
    /\.\s*(?:forward|feed_?forward|feed|fprop|forward_?[pP]ass|call|run|compute|output|activate|predict|process)\s*\(\s*[^)\s]/i.test(
      forwardCode,
    )
  );
}

/** Parameters that hold what the output should be. A lone `t` or `y` that forward takes too is a time or a place. */
function targetsOf(subject: Subject): string[] {
  const taken = subject.forward === subject.backward ? [] : (subject.forward?.parameters.map(({ name }) => name) ?? []);
  return parameterNames(subject).filter(
    (name) => TARGET.test(name) && !(/^[ty]$|^targets?$/.test(name) && taken.includes(name) && taken.length < 2),
  );
}

function subtractsTarget(subject: Subject): boolean {
  return targetsOf(subject).some((target) => {
    const name = escaped(target);
    const pattern = `-\\s*${name}\\b|\\b${name}\\b(?:\\[[^\\]\\n]{0,40}\\]){0,2}\\s*-|(?:sub|subtract|minus)\\s*\\([^()\\n]{0,80}\\b${name}\\b`;
    return new RegExp(pattern).test(subject.own);
  });
}

const GRADIENT_WORDS = [
  'grad',
  'grads',
  'gradient',
  'gradients',
  'loss',
  'delta',
  'deltas',
  'dout',
  'dy',
  'dx',
  'upstream',
  'error',
  'errors',
  'weights',
];

/** `(f(x + eps) - f(x)) / eps`: calls its namesake more than once and divides by a step. */
function probesForward({ forward, backward, own }: Subject): boolean {
  if (!forward || forward === backward) return false;
  const calls = own.match(new RegExp(`\\b${escaped(forward.name)}\\s*\\(`, 'g'))?.length ?? 0;
  return calls > 1 && /\/\s*\(?\s*(?:2\s*\*\s*)?(?:h|eps\w*|EPS\w*|delta|step|d[xh]|1e-?\d)\b/.test(own);
}

/** At least one clue that is about derivatives; arithmetic, caches and words alone are found everywhere. */
function hasCore(s: Subject): boolean {
  const isNamed = /prop|vjp|pullback/.test(s.role.phrase) || isDerivativeOfNamesake(s) > 0 || isKnownFunction(s);
  const computes =
    strongSites(s) > 0 || returnedNames(s).some(isGradientName) || updates(s) > 0 || ACCUMULATES.test(s.withHelpers);
  const takes = takesUpstream(s) || subtractsTarget(s) || DERIVATIVE_CALL.test(withoutHead(s));
  return isNamed || computes || takes || s.form === 'single' || s.form === 'closure' || delegates(s) || isEngine(s);
}

/** Flatten, concatenate, pad: gradients are only put into another form. */
function reshapes(subject: Subject): boolean {
  return (
    takesUpstream(subject) &&
    /\.(?:reshape|view|slice|concat|transpose|pad|split|map|repeat|expand)\w*\(|\breshape\(/.test(subject.own)
  );
}

/** `Value.backward` walks a graph; the arithmetic is in the closures of the operations. */
function isEngine({ forward, ownerCode, own }: Subject): boolean {
  if (forward !== null) return false;
  return (
    ACCUMULATES.test(ownerCode) ||
    (/\.grad\b/.test(own) && /\.(?:_?backward\w*|grad_?fn|vjp|pullback|bp)\s*(?:\?\.)?\(/i.test(own))
  );
}

/** `sum >= 0 ? 1 : -1`: a perceptron. */
function isStepUnit({ forwardCode, withHelpers, ownerCode }: Subject): boolean {
  const all = `${forwardCode}\n${withHelpers}\n${ownerCode}`;
  return (
    /[<>]=?\s*[\w.]{1,30}\s*\?\s*-?1\s*:\s*(?:-1|0)\b|Math\.sign\(/.test(all) &&
    !/Math\.(?:exp|tanh)|sigmoid|\*\*|Math\.pow/i.test(all)
  );
}

function isStub(own: string): boolean {
  const body = own.slice(own.indexOf('{') + 1).trim();
  return (
    own.includes('{') &&
    /^(?:return\s*(?:null|undefined|this|[\w.]{1,40})?\s*;?\s*)?\}?$|^throw\b[^;]{0,200};?\s*\}?$/.test(body)
  );
}

function hasArithmetic({ withHelpers }: Subject): boolean {
  return (
    ACTIVATION_DERIVATIVE.some((pattern) => pattern.test(withHelpers)) ||
    ACCUMULATES.test(withHelpers) ||
    /[\w\])]\s*[*/]\s*[\w([-]|[-+*/]=\s|\s@\s/.test(withHelpers.replace(/\/[*/]/g, '')) ||
    distinct(withHelpers, ARRAY_CALL) > 0 ||
    /[\w\])]\s-\s[\w(]/.test(withHelpers)
  );
}

/** Points against: the trade whose words occur most, more where the names themselves say so. */
function foreignWords(subject: Subject): number {
  let worst = 0;
  for (const domain of domains) {
    const words = domainWords(domain);
    let points = 0;
    for (const word of words) {
      if (subject.nameWords.has(word)) points += 2;
      else if (subject.words.has(word)) points += 1;
    }
    worst = Math.max(worst, points > 2 ? points : 0);
  }
  return Math.min(worst, 8);
}
