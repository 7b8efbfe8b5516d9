import type { Evidence } from '../model/facts.ts';
import {
  ACCUMULATES,
  DERIVATIVE_CALL,
  ACTIVATION_DERIVATIVE,
  ARRAY_CALL,
  TRANSCENDENTAL,
  CALLS_BACKWARD,
  MARKUP,
  SAMPLES_ITSELF,
  OUTSIDE,
  LIBRARY_GRADIENT,
  NUMERICAL,
  ONE_SIDED,
  UNDOES,
} from './cluePatterns.ts';
import {
  delegates,
  chains,
  isOptimiser,
  subtractsTarget,
  probesForward,
  hasCore,
  reshapes,
  routes,
  isEngine,
  isStepUnit,
  isStub,
  handsFactorOn,
  handsOnUnchanged,
  hasArithmetic,
  withoutHead,
  distinct,
} from './codeClues.ts';
import {
  isTimeStep,
  movesBack,
  takesGradients,
  takesUpstream,
  isGradientName,
  strongSites,
  updates,
  returnedNames,
  derivesAllOfForward,
  derivesAllOfNamesake,
  derivesOwnParameter,
  takesAllOfNamesake,
  targetsOf,
  shared,
  sharesCache,
  countWords,
  countsIterations,
  callsGradient,
  isDerivativeOfNamesake,
  isDerivativeOfOneNumber,
  isKnownFunction,
  isOfAnotherTrade,
  foreignWords,
} from './nameClues.ts';
import type { Subject } from './subject.ts';
import { networkWords } from './vocabulary.ts';

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
  {
    id: 'returns the derivative of what it takes',
    weight: 1,
    holds: (s) => derivesOwnParameter(s),
  },
  { id: 'returns a derivative for each argument of its namesake', weight: 3.5, holds: (s) => derivesAllOfNamesake(s) },
  { id: 'returns a derivative for each argument of forward', weight: 2, holds: (s) => derivesAllOfForward(s) },
  {
    id: 'takes an upstream gradient beside what its namesake takes',
    weight: 0.5,
    holds: (s) => s.role.stem.length > 0 && takesUpstream(s) && takesAllOfNamesake(s),
  },
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
  {
    id: "an autograd engine's function",
    weight: 4,
    holds: (s) =>
      s.forward !== null &&
      takesUpstream(s) &&
      /\bctx\b/.test(s.own) &&
      (/\bctx\b/.test(s.forwardCode) || /\bsetup_context\b/.test(s.ownerCode)),
  },
  { id: 'of the signature of a pair beside it', weight: 1, holds: (s) => s.isBeside === true },
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
  { id: 'derivative of a function of one number', weight: 2, holds: (s) => isDerivativeOfOneNumber(s) },
  {
    id: 'derivative of a known function',
    weight: 1.5,
    holds: (s) => isKnownFunction(s),
  },
  { id: 'hands gradients through layers', weight: 2.5, holds: (s) => delegates(s) },
  { id: 'chains layers backwards', weight: 2.5, holds: (s) => chains(s) },
  { id: 'walks a graph of gradients', weight: 5, holds: (s) => s.role.kind === 'backward' && isEngine(s) },
  { id: 'subtracts the target', weight: 1, holds: (s) => subtractsTarget(s) },
  { id: 'returns loss and gradients', weight: 1.5, holds: (s) => s.form === 'single' },
  { id: 'returns its backward', weight: 2, holds: (s) => s.form === 'closure' },
  // — against —
  { id: 'empty, or only throws', weight: -20, holds: (s) => isStub(s.own) },
  {
    id: 'no arithmetic',
    weight: -5,
    holds: (s) =>
      !hasArithmetic(s) &&
      !delegates(s) &&
      !isEngine(s) &&
      !reshapes(s) &&
      !routes(s) &&
      !handsFactorOn(s) &&
      !handsOnUnchanged(s) &&
      isDerivativeOfNamesake(s) === 0,
  },
  {
    id: 'only hands out what another has computed',
    weight: -8,
    holds: (s) => s.backward.parameters.length + s.backward.calls.length === 0 && !hasArithmetic(s),
  },
  { id: 'nothing in it is a gradient', weight: -2, holds: (s) => !hasCore(s) },
  { id: 'a derivative far from anything that learns', weight: -8, holds: (s) => isOfAnotherTrade(s) },
  { id: 'words of another trade', weight: -1, holds: (s) => foreignWords(s) },
  { id: 'reaches outside', weight: -4, holds: (s) => OUTSIDE.test(s.own) },
  {
    id: 'undoes forward',
    weight: -4,
    holds: (s) => UNDOES.test(s.own) && !takesUpstream(s) && strongSites(s) === 0,
  },
  { id: 'samples its own states', weight: -10, holds: (s) => SAMPLES_ITSELF.test(s.withHelpers) },
  { id: 'draws a page', weight: -8, holds: (s) => MARKUP.test(s.own) },
  { id: 'a library differentiates', weight: -8, holds: (s) => LIBRARY_GRADIENT.test(s.withHelpers) },
  {
    id: 'differences instead of derivatives',
    weight: -4,
    holds: (s) => NUMERICAL.test(s.own) || probesForward(s) || (s.form === 'train' && ONE_SIDED.test(s.withHelpers)),
  },
  { id: 'is handed the gradient as a function', weight: -8, holds: (s) => s.form !== 'pair' && callsGradient(s) },
  {
    id: 'trains without a step of its own',
    weight: -4,
    holds: (s) => s.form === 'train' && updates(s) + strongSites(s) === 0,
  },
  {
    id: 'repeats what returns loss and gradients',
    weight: -20,
    holds: (s) => s.form === 'single' && countsIterations(s),
  },
  { id: 'applies gradients that others computed', weight: -8, holds: (s) => s.form === 'train' && takesGradients(s) },
  {
    id: 'leaves the gradients to a backward that it calls',
    weight: -6,
    holds: (s) => s.form === 'train' && CALLS_BACKWARD.test(s.own),
  },
  { id: 'is an optimiser', weight: -8, holds: (s) => s.form === 'train' && isOptimiser(s) },
  { id: 'a step has no derivative', weight: -5, holds: (s) => s.form === 'train' && isStepUnit(s) },
  { id: 'moves on by a time step', weight: -5, holds: (s) => s.form === 'train' && isTimeStep(s) },
  { id: 'moves there and back by the same number', weight: -8, holds: (s) => movesBack(s) },
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
