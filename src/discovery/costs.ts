import type { FunctionFacts } from '../model/facts.ts';
import type { Candidate } from './candidates.ts';
import type { FunctionIndex } from './functionIndex.ts';
import { wordsOf } from './names.ts';
import { stemAgreement, withoutFillers } from './roles.ts';

const mostCosts = 8;

/**
 * Functions that may be the cost of a pair, best first: those that share backward's arguments (`lambd`, `Y`) and the
 * rest of its name (`…WithRegularization`), of the same owner before free ones.
 */
export function rankCosts(candidate: Candidate, index: FunctionIndex): FunctionFacts[] {
  const { backward } = candidate;
  if (candidate.forward === backward || isDerivativeOfNamesake(candidate)) return [];
  const peers = [...index.peersOf(backward), ...(backward.owner === null ? [] : index.ownedBy(null))];
  return peers
    .filter((one) => isCost(one, candidate, index))
    .map((one) => ({ one, score: scoreOf(one, candidate, index) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, mostCosts)
    .map(({ one }) => one);
}

/** `tanh_prime` is the derivative of `tanh`, entry by entry, whatever loss stands in the same file. */
function isDerivativeOfNamesake({ role, forward }: Candidate): boolean {
  if (role.kind !== 'gradient' || role.stem.length === 0 || !forward) return false;
  return withoutFillers(wordsOf(forward.name)).join(' ') === role.stem.join(' ');
}

function isCost(one: FunctionFacts, candidate: Candidate, index: FunctionIndex): boolean {
  if (one === candidate.backward || one === candidate.forward || index.isNested(one)) return false;
  const role = index.roleOf(one);
  return role.kind === 'cost' || /^[JE]$/.test(one.name);
}

function scoreOf(cost: FunctionFacts, candidate: Candidate, index: FunctionIndex): number {
  const { backward, forward } = candidate;
  const known = new Set(backward.parameters.map((parameter) => parameter.name.toLowerCase()));
  const made = new Set(forward?.returns.flatMap((one) => one.names.map((name) => name.toLowerCase())) ?? []);
  let score = cost.owner === backward.owner ? 2 : 0;
  for (const parameter of cost.parameters) {
    const name = parameter.name.toLowerCase();
    if (known.has(name)) score += 1;
    else if (made.has(name)) score += 0.5;
    else if (!parameter.optional) score -= 0.4;
  }
  for (const name of known)
    if (/^(?:lambda?|lambd|reg|l2|decay|alpha)/.test(name) && !hasParameter(cost, name)) score -= 1;
  const role = index.roleOf(cost);
  const own = candidate.role.stem;
  return score + stemAgreement(own, role.stem) + sharedWords(own, role.stem);
}

function hasParameter(cost: FunctionFacts, name: string): boolean {
  return cost.parameters.some((parameter) => parameter.name.toLowerCase() === name);
}

function sharedWords(a: readonly string[], b: readonly string[]): number {
  return a.filter((word) => b.includes(word)).length;
}
