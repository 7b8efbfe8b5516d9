import type { Evidence, FunctionFacts, Pair, Site } from '../model/facts.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { CodeText } from './code.ts';
import { rankCosts } from './costs.ts';
import { evidenceFor, scoreOf, threshold } from './evidence.ts';
import type { FactsWithoutPairs } from './factsWithoutPairs.ts';
import { FunctionIndex } from './functionIndex.ts';
import { subjectOf } from './subject.ts';
import { roleOf } from './roles.ts';
import { named } from './taggedPair.ts';

/**
 * Finds the pairs of a module: candidates by name and form, kept where the evidence in signature and body is enough.
 * The same for every language.
 */
export function findPairs(facts: FactsWithoutPairs, text: string): Pair[] {
  const index = new FunctionIndex(facts);
  const candidates = candidatesOf(index);
  if (candidates.length === 0) return [];
  const code = new CodeText(text, facts.language);
  const judged = candidates.map((candidate) => ({ candidate, subject: subjectOf(candidate, index, code) }));
  const judge = ({ candidate, subject }: (typeof judged)[number]): Accepted[] => {
    const evidence = evidenceFor(subject);
    return scoreOf(evidence) >= threshold + candidate.doubt ? [{ candidate, evidence }] : [];
  };
  const first = judged.map(judge);
  const known = new Set(first.flat().map(({ candidate }) => signatureOf(candidate)));
  const accepted = judged.flatMap((one, at) => {
    const isBeside = one.candidate.backward.owner !== null && known.has(signatureOf(one.candidate));
    return first[at]!.length > 0 || !isBeside ? first[at]! : judge({ ...one, subject: { ...one.subject, isBeside } });
  });
  return thinned(accepted, index)
    .map(({ candidate, evidence }) => pairOf(candidate, evidence, facts, index))
    .sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column);
}

interface Accepted {
  candidate: Candidate;
  evidence: Evidence[];
}

/** How the methods of a pair are called, and what the backward takes: classes of one text that share a base share these. */
function signatureOf({ form, forward, backward }: Candidate): string {
  const names = backward.parameters.map(({ name }) => name);
  return form === 'pair' && backward.owner !== null && names.length > 0
    ? JSON.stringify([forward?.name, backward.name, names])
    : `${form} ${backward.qualifiedName}`;
}

/**
 * Where one function does the work of another's pair, one lens is enough: a training loop beside a backward, a
 * helper that a backward calls for the same forward.
 */
function thinned(accepted: readonly Accepted[], index: FunctionIndex): Accepted[] {
  const kept: Accepted[] = [];
  for (const one of accepted) {
    const { candidate } = one;
    if (candidate.backward.ignored || candidate.forward?.ignored) continue;
    const rivals = accepted.filter((other) => other !== one && sameScope(other.candidate, candidate));
    if (candidate.doubt !== named && rivals.some((rival) => yields(one, rival, index))) continue;
    if (!kept.some((other) => other.candidate.backward === candidate.backward)) kept.push(one);
  }
  return kept;
}

function sameScope(a: Candidate, b: Candidate): boolean {
  return a.backward.owner === b.backward.owner;
}

function yields(one: Accepted, rival: Accepted, index: FunctionIndex): boolean {
  const [own, other] = [one.candidate, rival.candidate];
  if (own.backward === other.backward) return other.form === 'pair' && own.form !== 'pair';
  if (isStepWithDeltasOf(own, other, index)) return false;
  if (isStepWithDeltasOf(other, own, index)) return true;
  if (own.form === 'train') {
    if (other.form === 'pair' && own.forward === other.forward && appliesOnly(own.backward)) return true;
    if (other.form !== 'train')
      return (
        (other.form === 'pair' && other.role.kind !== 'gradient') ||
        (!isOfPart(other) && index.calls(own.backward, other.backward))
      );
    if (isHandedWeights(own.backward) && index.calls(other.backward, own.backward)) return true;
    if (isHandedWeights(other.backward) && index.calls(own.backward, other.backward)) return false;
    return (
      rankOfTraining(other.backward) > rankOfTraining(own.backward) ||
      (rankOfTraining(other.backward) === rankOfTraining(own.backward) &&
        index.position(other.backward) < index.position(own.backward))
    );
  }
  if (isPartOf(own, other, index)) return true;
  const sharesForward = own.forward !== null && own.forward === other.forward;
  // `compute_gradients` that joins what `cost_prime` returns for the same cost computes none itself.
  const isOfOneKind = own.role.kind === 'gradient' && other.role.kind === 'gradient';
  if (
    sharesForward &&
    isOfOneKind &&
    own.backward.sites.every(({ computed }) => !computed) &&
    index.calls(own.backward, other.backward)
  )
    return true;
  if (!sharesForward || other.role.kind !== 'backward') return false;
  const isStep = index.calls(other.backward, own.backward);
  return isStep || (own.role.kind === 'gradient' && index.calls(own.backward, other.backward));
}

/** `_bwd` of `_fwd`, where backward calls the one and forward the other: the whole has the lens. */
function isPartOf(own: Candidate, whole: Candidate, index: FunctionIndex): boolean {
  return (
    own.role.kind === whole.role.kind &&
    own.backward.name.startsWith('_') &&
    own.forward !== null &&
    whole.forward !== null &&
    own.forward !== whole.forward &&
    index.calls(whole.backward, own.backward) &&
    index.calls(whole.forward, own.forward)
  );
}

/**
 * `train(inputs, targets)` changes the weights by what `backpropagate(errors)` returns, the errors of each layer and
 * no gradient of a weight: the gradients are in the step.
 */
function isStepWithDeltasOf(step: Candidate, deltas: Candidate, index: FunctionIndex): boolean {
  return (
    step.form === 'train' &&
    deltas.form === 'pair' &&
    deltas.role.kind === 'backward' &&
    step.forward === deltas.forward &&
    hasGradientSite(step.backward) &&
    index.calls(step.backward, deltas.backward) &&
    deltas.backward.returns.some(({ kind }) => kind !== 'nothing') &&
    [deltas.backward, ...index.helpersOf(deltas.backward, 2)].every((one) => !hasGradientSite(one)) &&
    !deltas.backward.calls.some(
      (call) => call.includes('.') && roleOf(call.split('.').at(-1) ?? '').kind === 'backward',
    )
  );
}

/** What is returned may be anything; what is assigned by the name of a gradient or in a step is none but that. */
function hasGradientSite({ sites }: FunctionFacts): boolean {
  return sites.some(({ gradient }) => !gradient.startsWith('return'));
}

/** `adjustWeights(learningRate)` finishes what `calculateDeltas(target)` began: it is handed nothing to differentiate. */
function appliesOnly({ parameters }: FunctionFacts): boolean {
  return parameters.every(({ name }) => /rate|^lr$|^eta$|^alpha$|momentum|decay/i.test(name));
}

/** The derivative of an activation or of the loss, which training uses on its way. */
function isOfPart({ role, form }: Candidate): boolean {
  return form === 'pair' && role.kind === 'gradient' && role.stem.length > 0;
}

/** `step(weights, bias, errors, …)` changes what `train(inputs, targets)` hands it: the whole has the lens. */
function isHandedWeights({ owner, parameters }: FunctionFacts): boolean {
  return owner !== null && parameters.some(({ name }) => /^(?:weights?|w|matrix|bias(?:es)?|b|layer)$/i.test(name));
}

/** A training function that itself changes the weights comes before one that loops over it. */
function rankOfTraining(facts: FunctionFacts): number {
  return facts.sites.some(({ parameter }) => parameter !== null) ? 1 : 0;
}

function pairOf(candidate: Candidate, evidence: Evidence[], facts: FactsWithoutPairs, index: FunctionIndex): Pair {
  const { backward, forward } = candidate;
  return {
    id: backward.qualifiedName,
    name: nameOf(candidate),
    file: facts.file,
    language: facts.language,
    forward: forward?.qualifiedName ?? null,
    backward: backward.qualifiedName,
    owner: backward.owner,
    costs: rankCosts(candidate, index).map((cost) => cost.qualifiedName),
    sites: sitesOf(candidate, index),
    evidence,
    range: backward.nameRange,
  };
}

/** A class or object with one plain pair is named by itself, any other pair by its backward. */
function nameOf({ backward, role }: Candidate): string {
  const isPlain = backward.owner !== null && role.kind === 'backward' && role.stem.length === 0;
  return isPlain ? (backward.owner ?? backward.name) : backward.qualifiedName;
}

/** Sites of backward, then those of the functions of this text that it calls. */
function sitesOf({ backward, forward, form }: Candidate, index: FunctionIndex): Site[] {
  const sites = backward.sites.flatMap((site) => {
    if (!site.gradient.startsWith('return')) return [site];
    return form === 'pair' ? [returnedSite(site, backward, forward)] : [];
  });
  for (const helper of index.helpersOf(backward, 2))
    for (const site of helper.sites)
      if (!site.gradient.startsWith('return') && !sites.some((known) => known.gradient === site.gradient))
        sites.push(site);
  return sites;
}

/** What backward returns in place belongs to forward's argument at the same position, leaving contexts and labels out. */
function returnedSite(site: Site, backward: FunctionFacts, forward: FunctionFacts | null): Site {
  const position = Number(/\[(\d+)\]/.exec(site.gradient)?.[1] ?? 0);
  const data = (forward ?? backward).parameters.filter(({ name }) => !NOT_DATA.test(name));
  return { ...site, parameter: data[position]?.name ?? null };
}

const NOT_DATA =
  /^(?:ctx|context|self|training|train|is_?training|mode|options?|config|y|y_?true|labels?|targets?|expected|t)$/i;
