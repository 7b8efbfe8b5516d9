import type { FunctionFacts } from '../model/facts.ts';
import type { FunctionIndex } from './functionIndex.ts';

/** Doubt of a pair that the user names: no evidence is asked for. */
export const named = -Infinity;

const forwardEntry = /(?:^|,)\s{0,9}forward\s{0,9}=\s{0,9}([\p{L}_$][\p{L}\p{N}_$.]{0,199})/u;

/** The function that `@gradcheck forward = predict` above another one names as its forward; null where there is none. */
export function taggedForward(one: FunctionFacts, index: FunctionIndex): FunctionFacts | null {
  const name = forwardEntry.exec(one.tag ?? '')?.[1];
  if (name === undefined) return null;
  const isMeant = (other: FunctionFacts): boolean => other.qualifiedName === name || other.name === name;
  return [...index.peersOf(one), ...index.functions].find((other) => other !== one && isMeant(other)) ?? null;
}
