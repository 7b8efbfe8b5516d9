import { indexOfPhrase, without, wordsOf } from './names.ts';

/**
 * What the name of a function says that it does. A name alone is no evidence; evidence.ts asks the body.
 * - forward, backward: said outright (`affineForward`, `backProp`)
 * - apply, back: said weakly (`predict`, `activate`; `back`, `propagate`)
 * - gradient: a derivative of something (`costGradient`, `sigmoidPrime`, `dSigmoid`)
 * - cost: a loss; both: loss and gradients in one (`lossAndGrad`)
 * - train: one step or a loop of training
 */
export type RoleKind = 'forward' | 'apply' | 'backward' | 'back' | 'gradient' | 'cost' | 'both' | 'train' | 'none';

export interface Role {
  kind: RoleKind;
  /** The words that are left: 'L_model_forward' → ['l', 'model']. */
  stem: readonly string[];
  /** The phrase that decided: 'forward pass'. */
  phrase: string;
}

type Phrases = readonly [RoleKind, readonly { phrase: string; words: readonly string[] }[]];

/** Phrases for each kind; within a kind the longer phrase goes first. */
const PHRASES: readonly Phrases[] = [
  phrases(
    'backward',
    'backward propagate, backward prop, backward pass, backward step, backwards pass, backwards propagate, back propagate, ' +
      'back prop, back pass, propagate backwards, propagate backward, propagate back, bprop, bwd, backwards, backward, vjp, pullback, ' +
      'bptt, backprop through time, back prop through time, propagate error, propagate errors, back propagator, backpropagator, retropropagate, feed backward, feed back',
  ),
  phrases(
    'forward',
    'forward propagate, forward prop, forward pass, forward step, forwards pass, feed forward, propagate forward, ' +
      'propagate forwards, fprop, fwd, forwards, forward, fw',
  ),
  phrases(
    'train',
    'gradient descent, gradient step, train step, train, training, fit, learn, sgd, update weights, adjust weights, teach, step, update, optimize, optimise, adapt, tune',
  ),
  phrases(
    'gradient',
    'gradients, gradient, grads, grad, derivatives, derivative, derivate, deriv, prime, jacobian, adjoint, calculate deltas, ' +
      'compute deltas, calc deltas, get deltas, deltas, dfunc, df, der, differential, nabla, ableitung',
  ),
  phrases(
    'cost',
    'cost, costs, loss, losses, error, objective, criterion, nll, energy, likelihood, mse, bce, sse, entropy, hinge, rmse',
  ),
  phrases(
    'apply',
    'predict, prediction, activate, run, infer, inference, think, compute, process, query, call, apply, evaluate, eval, ' +
      'hypothesis, output, outputs, func, fn, function, value, f, model, score, scores, guess, test, calculate, calc, propagate, ' +
      'operation, activation, transform, classify, get, feed, fire, solve',
  ),
];

function phrases(kind: RoleKind, list: string): Phrases {
  return [kind, list.split(', ').map((phrase) => ({ phrase, words: phrase.split(' ') }))];
}

/** Words that make a gradient function something else: a tool that handles gradients, or one that estimates them. */
const NOT_BACKWARD = new Set(
  (
    'sweep substitute zero reset clear clip clipped apply update numerical numeric numerically num check checks checking checker set print plot show draw ' +
    'render save load init initialize initialise merge test validate approximate approx estimate finite ' +
    'differences accumulate verify has is enable disable needs require requires no stop detach conic css color ' +
    'colour background stroke stops sobel perlin noise substitution euler search history button'
  ).split(' '),
);

/** Words that do so only where they stand alone: `meanGradient` and `_add_grad` handle gradients, `meanSquaredErrorGradient` is one. */
const NOT_BACKWARD_ALONE = new Set('add scale average mean norm log difference linear radial fill image'.split(' '));

/** A layer may be called anything (`linear_backward`, `log_softmax_backward`); a tool says what it does to gradients. */
function isTool(kind: 'backward' | 'gradient', stem: readonly string[]): boolean {
  if (stem.some((word) => NOT_BACKWARD.has(word))) return true;
  return kind === 'gradient' && stem.length > 0 && stem.every((word) => NOT_BACKWARD_ALONE.has(word));
}

/** Words that carry no meaning in a stem. */
const FILLERS = new Set(
  'compute calculate calc get do perform run the of function func fn fun eval evaluate my a and for with all step full one single arr array vec elementwise inplace stable'.split(
    ' ',
  ),
);

const known = new Map<string, Role>();

/** Reads the role off a function's own name (not the qualified one). */
export function roleOf(name: string): Role {
  let role = known.get(name);
  if (!role) {
    if (known.size > 20_000) known.clear();
    known.set(name, (role = readRole(name)));
  }
  return role;
}

function readRole(name: string): Role {
  const words = wordsOf(name);
  for (const kind of ['backward', 'forward'] as const) {
    const role = match(kind, words);
    if (!role) continue;
    if (kind === 'backward' && isTool(kind, role.stem)) return none(words);
    if (kind === 'backward' && match('forward', role.stem)) return { ...role, kind: 'both' };
    return role;
  }
  return (
    match('train', words) ??
    gradientRole(name, words) ??
    backRole(words) ??
    match('cost', words) ??
    match('apply', words) ??
    none(words)
  );
}

function gradientRole(name: string, words: readonly string[]): Role | null {
  const role = match('gradient', words) ?? prefixed(name, words);
  if (!role) return null;
  if (isTool('gradient', role.stem)) return none(words);
  const isBoth = words.includes('and') && match('cost', role.stem) !== null;
  return isBoth || (/^(?:loss|cost)_?(?:grads?|gradients?)$/i.test(name) && words.at(-1)?.startsWith('grad') === false)
    ? { ...role, kind: 'both' }
    : role;
}

/** dSigmoid, d_relu, dtanh; sigmoid_d, sigmoidD. */
function prefixed(name: string, words: readonly string[]): Role | null {
  const plain =
    /^d(sigmoid|tanh|relu|leakyrelu|softmax|softplus|elu|gelu|swish|silu|logistic|mse|loss|cost|act|activation|activate|sig|sigm|linear|func)$/i.exec(
      name,
    )?.[1];
  if (plain !== undefined) return { kind: 'gradient', stem: wordsOf(plain), phrase: 'd' };
  if (words.length > 1 && words[0] === 'd' && (words[1]?.length ?? 0) > 2)
    return { kind: 'gradient', stem: words.slice(1), phrase: 'd' };
  // The d of conv2d and pool1d counts axes.
  const isAxes = /^\d+$/.test(words.at(-2) ?? '');
  if (words.length > 1 && words.at(-1) === 'd' && !isAxes && (words[0]?.length ?? 0) > 3)
    return { kind: 'gradient', stem: words.slice(0, -1), phrase: 'd' };
  return null;
}

function backRole(words: readonly string[]): Role | null {
  const joined = words.join(' ');
  if (joined === 'back' || joined === 'propagate') return { kind: 'back', stem: [], phrase: joined };
  return null;
}

function match(kind: RoleKind, words: readonly string[]): Role | null {
  for (const [candidate, phrases] of PHRASES) {
    if (candidate !== kind) continue;
    for (const { phrase, words: parts } of phrases) {
      const start = indexOfPhrase(words, parts);
      if (start >= 0) return { kind, stem: withoutFillers(without(words, start, parts.length)), phrase };
    }
  }
  return null;
}

function none(words: readonly string[]): Role {
  return { kind: 'none', stem: withoutFillers(words), phrase: '' };
}

export function withoutFillers(words: readonly string[]): string[] {
  return words.filter((word) => !FILLERS.has(word));
}

/** Words that name the whole rather than a part: `networkForward` goes with `backward`. */
const WHOLE = new Set(
  'network net nn neural model layer layers pass prop mlp ann weights params parameters'.split(' '),
);

/** How well two stems agree: 3 the same, 2 the same up to words for the whole, 1 one of them empty, 0 not. */
export function stemAgreement(a: readonly string[], b: readonly string[]): 0 | 1 | 2 | 3 {
  const [first, second] = [textsOf(a), textsOf(b)];
  if (first.all === second.all) return 3;
  if (first.part === second.part) return 2;
  return first.part === '' || second.part === '' ? 1 : 0;
}

interface StemTexts {
  all: string;
  /** Without words for the whole. */
  part: string;
}

/** In a large file every backward's stem is held against that of every forward. */
const stemTexts = new WeakMap<readonly string[], StemTexts>();

function textsOf(stem: readonly string[]): StemTexts {
  let texts = stemTexts.get(stem);
  if (!texts) {
    texts = { all: stem.join(' '), part: stem.filter((word) => !WHOLE.has(word)).join(' ') };
    stemTexts.set(stem, texts);
  }
  return texts;
}
