import type { FunctionFacts } from '../model/facts.ts';
import { isLossName } from './elementNames.ts';
import type { FunctionIndex } from './functionIndex.ts';
import { gradientParameter, isGradientWord } from './gradientParameter.ts';
import { wordsOf } from './names.ts';
import { named, taggedForward } from './taggedPair.ts';
import { type Role, roleOf, type RoleKind, stemAgreement, withoutFillers } from './roles.ts';

/** A pair by name and form, before any evidence is asked. */
export interface Candidate {
  /** 'pair' has its own backward; 'single' returns loss and gradients; 'closure' returns its backward; 'train' changes the weights. */
  form: 'pair' | 'single' | 'closure' | 'train';
  forward: FunctionFacts | null;
  backward: FunctionFacts;
  role: Role;
  /** How much more evidence than usual is asked for. */
  doubt: number;
}

/** Everything in a module whose name or form may be a pair. */
export function candidatesOf(index: FunctionIndex): Candidate[] {
  const found = index.functions.flatMap((one) => {
    const candidate = candidateOf(one, roleBeside(one, index), index);
    return candidate ? [candidate] : [];
  });
  const makers = new Set(found.flatMap(({ form, backward }) => (form === 'closure' ? [backward.qualifiedName] : [])));
  return found.filter(({ backward }) => !makers.has(backward.owner ?? ''));
}

/** `dh` is a derivative where an `h` stands beside it; in what a minifier wrote, `dh` is the next free name. */
function roleBeside(one: FunctionFacts, index: FunctionIndex): Role {
  const role = index.roleOf(one);
  const rest = /^d_?([A-Za-z]\w*)$/.exec(one.name)?.[1];
  if (role.kind !== 'none' || rest === undefined || isMinified(one)) return role;
  const name = index.ownedBy(one.owner).find((peer) => peer.name.toLowerCase() === rest.toLowerCase())?.name;
  return name === undefined ? role : { kind: 'gradient', stem: withoutFillers(wordsOf(name)), phrase: 'd' };
}

/** No person writes lines this long. */
function isMinified({ range }: FunctionFacts): boolean {
  return Math.max(range.column, range.endColumn) > 400;
}

function candidateOf(one: FunctionFacts, role: Role, index: FunctionIndex): Candidate | null {
  // Nothing outside of its class can call it.
  if (one.name.startsWith('#')) return null;
  const tagged = taggedForward(one, index);
  if (tagged) return { form: 'pair', forward: tagged, backward: one, role, doubt: named };
  const isNested = index.isNested(one);
  if (!isNested && returnsBackward(one, index)) return { form: 'closure', forward: one, backward: one, role, doubt: 0 };
  if (role.kind === 'backward' || role.kind === 'back' || role.kind === 'gradient') {
    const forward = partnerOf(one, role, index);
    if (forward) return { form: 'pair', forward, backward: one, role, doubt: isNested ? 1 : 0 };
    if (!isNested && returnsLossAndGradients(one))
      return { form: 'single', forward: one, backward: one, role, doubt: 0 };
    if (isNested || role.kind === 'back') return null;
    return { form: 'pair', forward: null, backward: one, role, doubt: role.kind === 'backward' ? 1.5 : 4 };
  }
  if (isNested) return null;
  if (returnsLossAndGradients(one) || writesGradientBesideLoss(one))
    return { form: 'single', forward: one, backward: one, role, doubt: role.kind === 'both' ? 0 : 0.5 };
  if (role.kind === 'train') {
    const forward = partnerOf(one, role, index);
    return forward || one.owner !== null
      ? { form: 'train', forward, backward: one, role, doubt: forward ? 1 : 2 }
      : null;
  }
  return null;
}

/** Points for the kind of a forward, by the kind of its backward. */
const FIT: Partial<Record<RoleKind, Partial<Record<RoleKind, number>>>> = {
  backward: { forward: 10, apply: 4, cost: 3 },
  back: { forward: 8, apply: 6 },
  gradient: { cost: 9, forward: 6, apply: 5 },
  train: { forward: 8, apply: 5, cost: 3 },
};

/** The function that a backward is the backward of: same stem first, same owner before free functions. */
function partnerOf(backward: FunctionFacts, role: Role, index: FunctionIndex): FunctionFacts | null {
  const peers = index.peersOf(backward);
  const own =
    bestPartner(backward, role, peers, index) ??
    bestPartner(backward, asPlain(role), peers, index) ??
    methodOfInputs(backward, role, peers, index);
  if (own) return callerWithInputs(own, backward, peers, index) ?? own;
  if (backward.owner === null || index.isNested(backward)) return null;
  const free = index
    .ownedBy(null)
    .filter((one) => index.roleOf(one).kind === 'forward' || index.roleOf(one).kind === 'none');
  return bestPartner(backward, role, free, index);
}

/** `run(inputs)` puts its inputs into the first units and lets the network `fire()`, which takes none: the inputs belong to it. */
function callerWithInputs(
  own: FunctionFacts,
  backward: FunctionFacts,
  peers: readonly FunctionFacts[],
  index: FunctionIndex,
): FunctionFacts | null {
  if (own.owner === null || own.parameters.length > 0) return null;
  const found = peers.filter(
    (peer) =>
      peer !== backward &&
      peer.parameters.length === 1 &&
      index.calls(peer, own) &&
      peer.returns.some(({ kind }) => kind !== 'nothing') &&
      !/^(?:backward|gradient|both|train|cost)$/.test(index.roleOf(peer).kind),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A method that takes inputs and returns something, whatever it is called: `update(inputs)` beside `backPropagate(target)`. */
function methodOfInputs(
  backward: FunctionFacts,
  role: Role,
  peers: readonly FunctionFacts[],
  index: FunctionIndex,
): FunctionFacts | null {
  if (backward.owner === null || role.kind !== 'backward') return null;
  const takesInputs = ({ parameters: [first] }: FunctionFacts): boolean => INPUTS.test(first?.name ?? '');
  const found = peers.filter(
    (peer) =>
      peer !== backward &&
      takesInputs(peer) &&
      peer.parameters.length <= 2 &&
      peer.returns.some(({ kind }) => kind !== 'nothing') &&
      !/^(?:backward|gradient|both)$/.test(index.roleOf(peer).kind) &&
      !ACCESSOR.test(peer.name),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

const INPUTS = /^_?(?:inputs?|input_?(?:values?|data|vector|array)|x|xs|x_?values?|data|features|pattern|samples?)$/i;

/** Hands values of the object in or out, and computes nothing. */
const ACCESSOR =
  /^(?:set|load|save|export|import|print|reset|clone|copy|serialize|serialise|deserialize|restore|store|init\w*|randomi[sz]e|to|from)(?=[A-Z_]|$)|^(?:get|at)$|^get_?(?:weights?|params?|parameters|bias(?:es)?|layers?|state|config|gradients?|sizes?|shape)/i;

/** Words for another way to compute the same: `batchnorm_backward_alt` is a backward of `batchnorm_forward`. */
const VARIANT = new Set(
  'alt alternative naive fast slow simple vectorized vectorised loop loops strided v1 v2 new old'.split(' '),
);

function asPlain(role: Role): Role {
  return { ...role, stem: role.stem.filter((word) => !VARIANT.has(word)) };
}

function bestPartner(
  backward: FunctionFacts,
  role: Role,
  peers: readonly FunctionFacts[],
  index: FunctionIndex,
): FunctionFacts | null {
  let best: FunctionFacts | null = null;
  let bestScore = 0;
  for (const peer of peers) {
    if (peer === backward || peer.name.startsWith('#')) continue;
    const score = fitOf(backward, role, peer, index);
    if (score > bestScore) [best, bestScore] = [peer, score];
  }
  return best;
}

function fitOf(backward: FunctionFacts, role: Role, peer: FunctionFacts, index: FunctionIndex): number {
  const other = index.roleOf(peer);
  if (other.kind === 'backward' || other.kind === 'gradient' || other.kind === 'train' || other.kind === 'both')
    return 0;
  const isNamesake = role.stem.length > 0 && index.stemOf(peer) === role.stem.join(' ');
  const base = FIT[role.kind]?.[other.kind];
  // Most peers have nothing to do with it: in a large file that must be seen fast.
  if (!isNamesake && base === undefined) return 0;
  const agreement = stemAgreement(role.stem, other.stem);
  const isStepOfOwner = backward.owner !== null && role.kind === 'train';
  if (!isNamesake && agreement === 0 && !isStepOfOwner) return 0;
  if (peer.parameters.some(({ name }) => TAKES_GRADIENT.test(name)) || ACCESSOR.test(peer.name)) return 0;
  // The step of an object has to do with a function outside of it only where it calls that.
  if (isStepOfOwner && peer.owner === null && !isNamesake && !index.calls(backward, peer)) return 0;
  const extra =
    sharedParameters(backward, peer) * 0.3 +
    (peer.isExported === backward.isExported ? 0.2 : 0) +
    nearness(backward, peer, index) +
    (isCounterpart(backward.name, peer.name) ? 2 : 0) -
    // A method that is handed weights is a step of the whole, which has its own.
    (role.kind === 'train' && peer.owner !== null && peer.parameters.some(({ name }) => WEIGHTS.test(name)) ? 4 : 0);
  if (isNamesake) return 20 + extra;
  if (base === undefined) return 0;
  if (agreement === 0) return base;
  const isPartOfWhole = agreement === 1 && role.kind !== 'train' && isPart(role.stem, backward, index);
  return isPartOfWhole ? 0 : base + agreement * 3 + extra;
}

/** `backward` is said as the opposite of `forward`, `_bwd` of `_fwd`, `bprop` of `fprop`. */
function isCounterpart(backward: string, forward: string): boolean {
  const [own, other] = [backward.toLowerCase(), forward.toLowerCase()];
  return OPPOSITES.some(([back, ahead]) => own.replace(back, ahead) === other) && backward !== forward;
}

const OPPOSITES = [
  ['back', 'for'],
  ['bwd', 'fwd'],
  ['bprop', 'fprop'],
] as const;

const WEIGHTS = /^(?:w|weights?|theta|synapses?|kernel|b|bias(?:es)?)$/i;

/** No forward is handed gradients; steps and line searches are. */
const TAKES_GRADIENT = /(?:^|[_a-z])(?:g|G)rad(?:s|ient|ients)?$/;

/** Words beside `backward` that vary the whole rather than name a part: backwardPropagationWithRegularization. */
const VARIANTS = new Set(
  'regularization regularized regularisation reg l1 l2 dropout batch minibatch mini momentum vectorized loop deep n fast slow naive sgd adam relu tanh sigmoid softmax'.split(
    ' ',
  ),
);
const PARTS =
  /^(?:sigmoid|relu|tanh|softmax|linear|affine|dense|conv\w*|pool\w*|norm|batchnorm|layernorm|attention|lstm|gru|rnn|embedding|dropout|mse|loss|activation)$/;

/**
 * True where a backward's stem names a part of a network, so that it does not belong to the forward of the whole:
 * sigmoidBackward beside forward, or one of several backwards.
 */
function isPart(stem: readonly string[], backward: FunctionFacts, index: FunctionIndex): boolean {
  const words = stem.filter((word) => /\D/.test(word));
  if (words.length === 0) return false;
  if (words.length === 1 && PARTS.test(words[0] ?? '')) return true;
  const others = index.ownedBy(backward.owner).filter((one) => one !== backward);
  const hasOther = others.some((one) => /^(?:backward|gradient)$/.test(index.roleOf(one).kind));
  return hasOther && !words.every((word) => VARIANTS.has(word));
}

function sharedParameters(a: FunctionFacts, b: FunctionFacts): number {
  return a.parameters.filter((one) => b.parameters.some((other) => other.name === one.name)).length;
}

/** Up to 0.1 for functions that stand next to each other, more where forward comes first. */
function nearness(backward: FunctionFacts, peer: FunctionFacts, index: FunctionIndex): number {
  const distance = index.position(backward) - index.position(peer);
  return 0.1 / (1 + Math.abs(distance)) + (distance > 0 ? 0.05 : 0);
}

const BACKWARD_NAME =
  /^(?:back|backward|backwards|backprop|back_?propagate|pullback|vjp|bprop|grad|grads|gradient|df|backward_?fn|grad_?fn|backward_?pass)$/i;

/**
 * True where a function returns a cost together with the gradients: `[loss, grads]`, `{ loss, dW, db }`; `[loss / n, dx]`
 * where it is called a loss itself.
 */
function returnsLossAndGradients(one: FunctionFacts): boolean {
  const isCost = /^(?:cost|both)$/.test(roleOf(one.name).kind);
  return one.returns.some(({ kind, names }) => {
    if ((kind !== 'tuple' && kind !== 'object') || names.length < 2) return false;
    const last = names.map((name) => name.split('.').at(-1) ?? '');
    const hasGradients = last.some(
      (name) => isGradientWord(name) || /grad/i.test(name) || gradientParameter(name) !== null,
    );
    return hasGradients && last.some((name) => (name === '' ? isCost : isLossName(name)));
  });
}

/** `compute(logits, target, dLogits)` returns the loss and writes the gradient into its last argument. */
function writesGradientBesideLoss(one: FunctionFacts): boolean {
  const names = new Set(one.parameters.map(({ name }) => name.toLowerCase()));
  const written = one.parameters.filter(
    ({ name, use }) => use.assigned && names.has(gradientParameter(name)?.toLowerCase() ?? ''),
  );
  return written.length > 0 && one.returns.some(({ kind }) => /^(?:number|name|other|call)$/.test(kind));
}

/** True for names such as dW and weightGradients, not for dx and dy, which may be distances. */
export function isStrongGradient(name: string): boolean {
  return (
    gradientParameter(name) !== null &&
    !/^(?:d[xyzrtsuv]\d?|delta[XYZTxyzt]|dX|dY|dZ|dT|deltaTime|delta_?[a-z])$/.test(name)
  );
}

/** True where a function returns a closure that is its backward: `[y, backprop]`, `{ value, pullback }`. */
function returnsBackward(one: FunctionFacts, index: FunctionIndex): boolean {
  const inner = index
    .ownedBy(one.qualifiedName)
    .filter((closure) => closure.reach === null || closure.owner === one.qualifiedName);
  if (inner.length === 0) return false;
  const hasForward = inner.some((closure) => roleOf(closure.name).kind === 'forward');
  if (hasForward) return false;
  const closures = new Set(inner.map((closure) => closure.name));
  return one.returns.some(({ kind, names }) => {
    if (kind !== 'tuple' && kind !== 'object') return false;
    if (names.length < 2) return false;
    return (
      names.some((name) => BACKWARD_NAME.test(name) && closures.has(name)) ||
      (kind === 'tuple' && names.at(-1) === '' && closures.has('backprop')) ||
      (kind === 'tuple' && closures.has(names.at(-1) ?? '') && BACKWARD_NAME.test(names.at(-1) ?? ''))
    );
  });
}
