import { isStrongGradient } from './candidates.ts';
import { gradientParameter, isGradientWord } from './gradientParameter.ts';
import type { ParameterFacts } from '../model/facts.ts';
import { wordsOf } from './names.ts';
import { roleOf } from './roles.ts';
import { tradeCount, tradesOf } from './vocabulary.ts';
import { ACTIVATION, ACTIVATION_DERIVATIVE, KNOWN_FUNCTION, TARGET, TRAINED_WITH, UPSTREAM } from './cluePatterns.ts';
import type { Subject } from './subject.ts';

/* Clues that the names in signatures, returns and sites give. */

export function parameterNames({ backward, form, helpers }: Subject): string[] {
  const own = backward.parameters.flatMap((parameter) => (parameter.destructured ? parameter.keys : [parameter.name]));
  return form === 'train'
    ? [...own, ...helpers.flatMap((helper) => helper.parameters.map((parameter) => parameter.name))]
    : own;
}

/** An optimiser's step: `update(weights, grads)`, or `step(net, lr)` that reads the gradients from a field of `net`. */
export function takesGradients(subject: Subject): boolean {
  const { backward, forward, own } = subject;
  const isHanded = backward.parameters.some(
    ({ name }) => isGradientWord(name) || /^d(?:W|B|Theta|[wb])\d*$|grad/i.test(name),
  );
  // `neuron.updateWeights(rate, delta)`: the delta of a unit is the gradient before its activation.
  const isOfUnit =
    subject.role.kind === 'train' &&
    /update|adjust|step/.test(subject.role.phrase) &&
    backward.parameters.length <= 2 &&
    backward.parameters.some(
      ({ name, use }) => /^_?deltas?$/i.test(name) && use.indexDepth === 0 && use.methods.length === 0,
    );
  const isApart = forward !== backward && targetsOf(subject).length === 0 && strongSites(subject) === 0;
  return isHanded || isOfUnit || (isApart && HELD_GRADIENT.test(own));
}

/** `lr * net.grads[k]`, read and not set. */
const HELD_GRADIENT =
  /\*\s*[\w$]{1,40}(?:\[[^\]\n]{0,40}\]|\.\w{1,40}){0,3}\.(?:_?grads?|gradients?|d[WBwb]\d?|dWeights|dBias(?:es)?|gradWeights|gradBias(?:es)?)\b(?!\s*[-+]?=[^=])/;

/** `update(delta)` and `step(dt, target)` of a game or a controller: what it takes is the time since the last frame. */
export function isTimeStep({ backward, forward }: Subject): boolean {
  const names = backward.parameters.map(({ name }) => name);
  const isTime = (name: string): boolean =>
    /^_?(?:dt|delta_?time|delta_?t|elapsed(?:_?time)?|time_?step|tick)$/i.test(name);
  return forward === null && (names.some(isTime) || /^_?delta$/i.test(names.join()));
}

/** `forward(delta=10)` and `backward(delta=10)` of a player or a cursor: no layer is handed the same number in both. */
export function movesBack({ backward, forward }: Subject): boolean {
  const [own, ...others] = backward.parameters;
  const [its, ...more] = forward === backward ? [] : (forward?.parameters ?? []);
  const isNumber = own?.use.indexDepth === 0 && own.use.methods.length === 0;
  const isWay = /^_?(?:delta|steps?|n|amount|distance|dt|offset|by|speed|seconds|count|times|ms)$/i.test(
    own?.name ?? '',
  );
  return isNumber && isWay && its?.name === own.name && others.length + more.length === 0;
}

export function takesUpstream(subject: Subject): boolean {
  // `minimise(f, x0, gradient)` calls its gradient: that is the function itself.
  const called = subject.backward.parameters.filter(({ use }) => use.called).map(({ name }) => name);
  if (subject.isBeside || parameterNames(subject).some((name) => UPSTREAM.test(name) && !called.includes(name)))
    return true;
  return subject.backward.parameters.some(({ name, use }) => {
    const isArray = use.indexDepth > 0 || use.methods.length > 0;
    return isArray && (name === 'g' || (gradientParameter(name) !== null && !/^(?:d[xyzrt]|db)$/.test(name)));
  });
}

/** `minimise(f, x0, gradient)`: an optimiser is told the derivative of whatever it minimises. */
export function callsGradient({ backward }: Subject): boolean {
  return backward.parameters.some(
    ({ name, use }) => use.called && /^(?:grad(?:ient)?(?:F|Fn|Func)?|df|jac(?:obian)?)$/i.test(name),
  );
}

export function isGradientName(name: string): boolean {
  const last = name.split('.').at(-1) ?? '';
  return isStrongGradient(last) || (isGradientWord(last) && last !== 'gradient');
}

export function strongSites({ backward, helpers }: Subject): number {
  const names = new Set<string>();
  for (const { sites } of [backward, ...helpers])
    for (const { gradient } of sites) {
      const last = gradient.split('.').at(-1) ?? '';
      if (gradientParameter(gradient) !== null && isStrongGradient(last.replace(/\[.*$/, ''))) names.add(gradient);
    }
  return names.size;
}

export function updates({ backward, helpers }: Subject): number {
  return [backward, ...helpers]
    .flatMap(({ sites }) => sites)
    .filter(
      ({ gradient, parameter }) =>
        parameter !== null && gradientParameter(gradient) === null && !/^return|grad/i.test(gradient),
    ).length;
}

export function returnedNames({ backward, form }: Subject): string[] {
  return form === 'closure' ? [] : backward.returns.flatMap(({ names, kind }) => (kind === 'call' ? [] : names));
}

/** A loss that returns `dx` for its own argument `x`. */
export function derivesOwnParameter(subject: Subject): boolean {
  return subject.form === 'single' && derivedParameters(subject) > 0;
}

/**
 * `gradient(u, v)` that returns `{ du, dv }` beside `surface(u, v)`: a derivative for each argument of a function. Not
 * where one is named like a target (`y`): binding differentiates by no target, and half a check must not say "correct".
 */
export function derivesAllOfNamesake(subject: Subject): boolean {
  const { form, forward, backward, role } = subject;
  const count = backward.parameters.length;
  return (
    form === 'pair' &&
    role.kind === 'gradient' &&
    forward?.parameters.length === count &&
    shared(subject) === count &&
    targetsOf(subject).length === 0 &&
    derivedParameters(subject) === count
  );
}

/** `backward(x1, x2, dz)` that returns dx1 and dx2 beside `forward(x1, x2)`: a gate with a gradient for each of its inputs. */
export function derivesAllOfForward(subject: Subject): boolean {
  const { form, forward, backward } = subject;
  const names = forward?.parameters.map(({ name }) => name.toLowerCase()) ?? [];
  const derived = derivedNames(subject);
  return (
    form === 'pair' &&
    forward !== backward &&
    names.length > 1 &&
    takesUpstream(subject) &&
    names.every((name) => derived.includes(name))
  );
}

/** How many parameters of backward have a derivative among the names that it returns. */
function derivedParameters(subject: Subject): number {
  const derived = derivedNames(subject);
  return subject.backward.parameters.filter(({ name }) => derived.includes(name.toLowerCase())).length;
}

/** The names, in small letters, of what the returned names are derivatives of. */
function derivedNames(subject: Subject): string[] {
  return returnedNames(subject).map((name) => (gradientParameter(name.split('.').at(-1) ?? '') ?? '').toLowerCase());
}

/** `residualBackward(gradOut, x, residual)` beside `residualForward(x, residual)`. */
export function takesAllOfNamesake(subject: Subject): boolean {
  const { forward, role } = subject;
  if (!forward || forward.parameters.length < 2 || shared(subject) < forward.parameters.length) return false;
  return roleOf(forward.name).stem.join(' ') === role.stem.join(' ');
}

/** Parameters that hold what the output should be. A lone `t` or `y` that forward takes too is a time or a place. */
export function targetsOf(subject: Subject): string[] {
  const taken = subject.forward === subject.backward ? [] : (subject.forward?.parameters.map(({ name }) => name) ?? []);
  return parameterNames(subject).filter(
    (name) => TARGET.test(name) && !(/^[ty]$|^targets?$/.test(name) && taken.includes(name) && taken.length < 2),
  );
}

export function shared({ forward, backward }: Subject): number {
  if (!forward) return 0;
  return backward.parameters.filter(({ name }) => forward.parameters.some((other) => other.name === name)).length;
}

export function sharesCache({ forward, backward, helpers }: Subject): boolean {
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

export function countWords(subject: Subject, words: ReadonlySet<string>): number {
  let count = 0;
  for (const word of subject.words) if (words.has(word)) count++;
  return count;
}

/** `sigmoidPrime` beside `sigmoid`; `derivative` beside `fn` in one object. */
export function isDerivativeOfNamesake({ role, forward, backward, own }: Subject): number {
  if (role.kind !== 'gradient' || !forward || backward.parameters.length === 0) return 0;
  const isOwn = role.stem.length > 0 || (backward.owner !== null && backward.owner === forward.owner);
  if (!isOwn || !(/[*/-]|Math\./.test(own) || ACTIVATION_DERIVATIVE.some((pattern) => pattern.test(own)))) return 0;
  return /^(?:prime|deriv\w*|d|df|dfunc|der)$/.test(role.phrase)
    ? 1
    : /^(?:grads?|gradients?)$/.test(role.phrase)
      ? 0.75
      : 0;
}

/** The stem, or the class or object that holds the pair, names a function whose derivative is well known. */
export function isKnownFunction({ role, backward }: Subject): boolean {
  const owner = backward.owner?.split('.').at(-1) ?? '';
  return [...role.stem, ...wordsOf(owner)].some((word) => KNOWN_FUNCTION.test(word));
}

/**
 * `relu: { forward: (x) => …, backward: (x) => … }`: beside a function of one number that networks are made of, what takes that same
 * number is its derivative, though it is called backward.
 */
export function isDerivativeOfOneNumber({ role, forward, backward }: Subject): boolean {
  const [own, ...others] = backward.parameters;
  return (
    role.kind === 'backward' &&
    others.length === 0 &&
    own !== undefined &&
    forward?.parameters.length === 1 &&
    forward.parameters[0]?.name === own.name &&
    own.use.indexDepth === 0 &&
    own.use.methods.length === 0 &&
    wordsOf(backward.owner?.split('.').at(-1) ?? '').some((word) => ACTIVATION.test(word))
  );
}

/**
 * `fade` and `fadeDerivative`, `kernel` and `kernelGradient`, a noise that returns its slopes: derivatives are taken in physics, graphics and
 * finance as well. Where neither the names nor the text around them tell of learning, this is no backpropagation.
 */
export function isOfAnotherTrade(subject: Subject): boolean {
  const { form, forward, role, backward, tellsOfLearning } = subject;
  if (tellsOfLearning || backward.tag !== null || takesUpstream(subject)) return false;
  const targets = targetsOf(subject);
  // A lone number `t` is a time, and `y` a place.
  const isTarget = ({ name, use }: ParameterFacts): boolean =>
    targets.includes(name) && (name.length > 1 || use.indexDepth > 0);
  // The gradient of a function of several numbers, which are one argument, is what an optimiser asks for.
  const isVector = backward.parameters.some(({ use }) => use.indexDepth > 0);
  const isField = isVector && backward.returns.some(({ kind }) => kind === 'tuple');
  const owner = backward.owner?.split('.').at(-1) ?? '';
  const isTrained = [...role.stem, ...wordsOf(owner)].some((word) => ACTIVATION.test(word) || TRAINED_WITH.test(word));
  if (backward.parameters.some(isTarget) || isField || isTrained) return false;
  if (returnedNames(subject).some(isGradientName)) return false;
  if (form === 'single' || strongSites(subject) > 0) return form === 'single';
  const [letter = '', ...others] = role.stem;
  const isNamedOnly = others.length === 0 && letter.length === 1;
  const isNamesake = role.stem.length > 0 || isDerivativeOfNamesake(subject) > 0;
  return !isNamedOnly && role.kind === 'gradient' && isNamesake && forward !== null;
}

/** Points against: the trade whose words occur most, more where the names themselves say so. */
export function foreignWords({ words, nameWords }: Subject): number {
  const points = new Array<number>(tradeCount).fill(0);
  for (const word of nameWords) for (const trade of tradesOf(word)) points[trade]! += 2;
  for (const word of words) if (!nameWords.has(word)) for (const trade of tradesOf(word)) points[trade]! += 1;
  const worst = Math.max(...points);
  return worst > 2 ? Math.min(worst, 8) : 0;
}

/** `optimize(w, b, X, Y, num_iterations, …)` hands on the last loss and gradients of many steps. */
export function countsIterations({ backward }: Subject): boolean {
  return backward.parameters.some(({ name }) =>
    /^(?:n|num|max)?_?(?:iter(?:ation)?s?|epochs?)(?:_?max|_?num)?$/i.test(name),
  );
}
