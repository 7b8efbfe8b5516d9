import type { FunctionFacts } from '../model/facts.ts';
import type { FunctionIndex } from './functionIndex.ts';

/** Doubt of a pair that the user names: no evidence is asked for. */
export const named = -Infinity;

const forwardEntry = /(?:^|,)\s{0,9}forward\s{0,9}=\s{0,9}([\p{L}_$][\p{L}\p{N}_$.]{0,199})/u;

/** The name that a tag's text (`forward = predict, x: [3]`) gives as forward; null where it gives none. */
export function forwardName(tag: string | null): string | null {
  return forwardEntry.exec(tag ?? '')?.[1] ?? null;
}

/** A tag's text with this forward, in place of the one that it names. */
export function withForwardName(tag: string | null, name: string): string {
  const others = (tag ?? '').replace(forwardEntry, '').replace(/^\s*,/u, '').trim();
  return others === '' ? `forward = ${name}` : `forward = ${name}, ${others}`;
}

/** The function that `@gradcheck forward = predict` above another one names as its forward; null where there is none. */
export function taggedForward(one: FunctionFacts, index: FunctionIndex): FunctionFacts | null {
  const name = forwardName(one.tag);
  if (name === null) return null;
  const isMeant = (other: FunctionFacts): boolean => other.qualifiedName === name || other.name === name;
  return [...index.peersOf(one), ...index.functions].find((other) => other !== one && isMeant(other)) ?? null;
}
