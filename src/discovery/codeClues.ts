import {
  ACCUMULATES,
  ACTIVATION,
  DERIVATIVE_CALL,
  ACTIVATION_DERIVATIVE,
  ARRAY_CALL,
  OPTIMISER,
  TARGET,
} from './cluePatterns.ts';
import {
  derivesAllOfNamesake,
  takesUpstream,
  isGradientName,
  strongSites,
  updates,
  returnedNames,
  targetsOf,
  shared,
  isDerivativeOfNamesake,
  isKnownFunction,
} from './nameClues.ts';
import { escaped, wordsOf } from './names.ts';
import type { Subject } from './subject.ts';

/* Clues that the code of a candidate gives. */

export const GRADIENT_WORDS = [
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

/** What comes out of one layer goes into the next, forwards and backwards. */
export function chains({ withHelpers, forwardCode, role }: Subject): boolean {
  return role.kind === 'backward' && CHAIN.test(withHelpers) && FORWARD_CHAIN.test(forwardCode);
}

/** `g = this.layers[i].backward(g, lr)`: what comes out of one goes into the next. */
const CHAIN =
  /\b(g|d|err\w*|d[A-Zxyzaho]\w*|grad\w*|delta\w*|\w{0,20}[gG]rad(?:ient)?s?|\w{0,20}Error)\s*=\s*[\w.[\]!?]{1,80}\.\s*(?:backward|backprop\w*|bprop)\s*\(\s*\1\b/;

const FORWARD_CHAIN =
  /\b(\w{1,40})\s*=\s*[\w.[\]!?]{1,80}\.\s*(?:forward|feed_?forward|feed|fprop|call|run|activate|predict)\s*\(\s*\1\b/i;

export function delegates({ withHelpers, forwardCode, role, words }: Subject): boolean {
  if (role.kind !== 'backward' && role.kind !== 'gradient') return false;
  if (!GRADIENT_WORDS.some((word) => words.has(word)) && !CHAIN.test(withHelpers)) return false;
  const back =
    /[\w\])]!?\s*\??\.\s*(?:backward|backprop\w*|backPropagate|backward_?[pP]ass|bprop|back|train|propagate\w*)\s*\(\s*[^)\s]/i.test(
      withHelpers,
    );
  return (
    back &&
    /\.\s*(?:forward|feed_?forward|feed|fprop|forward_?[pP]ass|call|run|compute|output|activate|predict|process)\s*\(\s*[^)\s]/i.test(
      forwardCode,
    )
  );
}

/** `class Adam { step() … }` moves weights by gradients that others computed. */
export function isOptimiser({ backward }: Subject): boolean {
  return backward.owner !== null && OPTIMISER.test(backward.owner.replace(/^.*\./, ''));
}

export function subtractsTarget(subject: Subject): boolean {
  return [...targetsOf(subject), ...keptTargets(subject)].some((target) => {
    const name = escaped(target);
    const pattern = `-\\s*${name}\\b|\\b${name}\\b(?:\\[[^\\]\\n]{0,40}\\]){0,2}\\s*-|(?:sub|subtract|minus)\\s*\\([^()\\n]{0,80}\\b${name}\\b`;
    return new RegExp(pattern).test(subject.own);
  });
}

/** Targets that forward has kept on the object for backward: `self.y_true`. */
function keptTargets({ forward, backward }: Subject): string[] {
  const kept = forward && forward !== backward && forward.owner !== null ? forward.writes : [];
  return kept
    .filter((field) => TARGET.test(field) && backward.reads.includes(field))
    .flatMap((field) => [`self.${field}`, `this.${field}`]);
}

/** `(f(x + eps) - f(x)) / eps`: calls its namesake more than once and divides by a step. */
export function probesForward({ forward, backward, own }: Subject): boolean {
  if (!forward || forward === backward) return false;
  const calls = own.match(new RegExp(`\\b${escaped(forward.name)}\\s*\\(`, 'g'))?.length ?? 0;
  return calls > 1 && /\/\s*(?:\(\s*)?(?:2\s*\*\s*)?(?:h|eps\w*|EPS\w*|delta|step|d[xh]|1e-?\d)\b/.test(own);
}

/** At least one clue that is about derivatives; arithmetic, caches and words alone are found everywhere. */
export function hasCore(s: Subject): boolean {
  const isNamed =
    /prop|vjp|pullback/.test(s.role.phrase) ||
    isDerivativeOfNamesake(s) > 0 ||
    isKnownFunction(s) ||
    derivesAllOfNamesake(s);
  const computes =
    strongSites(s) > 0 || returnedNames(s).some(isGradientName) || updates(s) > 0 || ACCUMULATES.test(s.withHelpers);
  const takes = takesUpstream(s) || subtractsTarget(s) || DERIVATIVE_CALL.test(withoutHead(s));
  return isNamed || computes || takes || s.form === 'single' || s.form === 'closure' || delegates(s) || isEngine(s);
}

/** Flatten, concatenate, pad: gradients are only put into another form. */
export function reshapes(subject: Subject): boolean {
  return (
    takesUpstream(subject) &&
    /\.(?:reshape|view|slice|concat|transpose|pad|split|map|repeat|expand)\w*\(|\breshape\(/.test(subject.own)
  );
}

/** Max pooling has nothing to multiply: it puts entries of the upstream gradient where they came from. A mask sets some to 0. */
export function routes(subject: Subject): boolean {
  return (
    takesUpstream(subject) &&
    subject.backward.parameters.some(
      ({ name }) =>
        new RegExp(`(?:\\]!?\\s*\\+?=\\s*|\\.push\\(\\s*)${escaped(name)}\\s*\\[`).test(subject.own) ||
        new RegExp(`\\b${escaped(name)}\\s*\\[[^\\]\\n]{1,80}\\]!?\\s*=\\s*0\\b`).test(subject.own),
    )
  );
}

/** `Value.backward` walks a graph; the arithmetic is in the closures of the operations. */
export function isEngine({ forward, ownerCode, own }: Subject): boolean {
  if (forward !== null) return false;
  return (
    ACCUMULATES.test(ownerCode) ||
    (/\.grad\b/.test(own) && /\.(?:_?backward\w*|grad_?fn|vjp|pullback|bp)\s*(?:\?\.)?\(/i.test(own))
  );
}

/** `sum >= 0 ? 1 : -1`: a perceptron. */
export function isStepUnit({ forwardCode, withHelpers, ownerCode }: Subject): boolean {
  const all = `${forwardCode}\n${withHelpers}\n${ownerCode}`;
  return (
    /[<>]=?\s*[\w.]{1,30}\s*\?\s*-?1\s*:\s*(?:-1|0)\b|Math\.sign\(/.test(all) &&
    !/Math\.(?:exp|tanh)|sigmoid|\*\*|Math\.pow/i.test(all)
  );
}

export function isStub(own: string): boolean {
  const body = own.slice(own.indexOf('{') + 1).trim();
  return (
    own.includes('{') &&
    /^(?:return(?:\s*(?:null|undefined|this|[\w.]{1,40}))?\s*(?:;\s*)?)?\}?$|^throw\b[^;]{0,200}(?:;\s*)?\}?$/.test(
      body,
    )
  );
}

/** The derivative of a product is its other factor: `dtheta = x; return dtheta` beside `theta * x`, with all that forward takes. */
export function handsFactorOn(subject: Subject): boolean {
  const { forward, backward, forwardCode } = subject;
  if (!forward || forward === backward || forward.parameters.length < 2) return false;
  return (
    returnedNames(subject).some(isGradientName) &&
    shared(subject) === forward.parameters.length &&
    /[\w\])]\s*(?:\*|@)\s*[\w(]|\bdot\s*\(/.test(forwardCode)
  );
}

/**
 * `Dropout.backward` that returns its upstream gradient as it came: a mistake where forward computes something. Layers of other names
 * may mean it (a straight-through estimator, an addition).
 */
export function handsOnUnchanged(subject: Subject): boolean {
  const { role, backward, forwardCode } = subject;
  const owner = backward.owner?.split('.').at(-1) ?? '';
  const isKnown = [...role.stem, ...wordsOf(owner)].some((word) => word === 'dropout' || ACTIVATION.test(word));
  return isKnown && takesUpstream(subject) && /[\w\])]\s*[*/]\s*[\w(]|\.(?:exp|tanh|maximum|where)\(/.test(forwardCode);
}

export function hasArithmetic({ withHelpers }: Subject): boolean {
  return (
    ACTIVATION_DERIVATIVE.some((pattern) => pattern.test(withHelpers)) ||
    ACCUMULATES.test(withHelpers) ||
    /\bMath\.(?:exp|tanh|log|sqrt|pow)\(/.test(withHelpers) ||
    /[\w\])]\s*[*/]\s*[\w([-]|[-+*/]=\s|\s@\s/.test(withHelpers.replace(/\/[*/]/g, '')) ||
    distinct(withHelpers, ARRAY_CALL) > 0 ||
    /[\w\])]\s-\s[\w(]/.test(withHelpers)
  );
}

/** Code behind the signature, so that a function's own name is not taken for a call. */
export function withoutHead({ withHelpers, backward }: Subject): string {
  return withHelpers.replaceAll(
    new RegExp(`(?:function\\s+\\w+|def\\s+\\w+|\\b${escaped(backward.name)})\\s*\\(`, 'g'),
    ' (',
  );
}

export function distinct(code: string, pattern: RegExp): number {
  return new Set([...code.matchAll(pattern)].map((match) => match[1])).size;
}
