import type { Reach } from '../../model/facts.ts';
import type { Scope } from './definitions.ts';

/** How a member of something that is itself reached by `owner` is reached. */
export function memberReach(owner: Reach | null, name: string): Reach | null {
  if (owner === null) return null;
  return owner.kind === 'export'
    ? { kind: 'export', path: [...owner.path, name] }
    : { kind: 'method', owner, name, isStatic: true };
}

/** How a method of what `owner` reaches is reached, on an instance. */
export function methodOf(owner: Reach | null, name: string): Reach | null {
  return owner === null ? null : { kind: 'method', owner, name, isStatic: false };
}

/** A scope whose one member is reached in a known way. */
export function fixed(scope: Scope, reach: Reach): Scope {
  return { ...scope, reach: () => reach, isExported: true };
}
