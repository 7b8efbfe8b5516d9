import type { ClassFacts, FunctionFacts } from '../model/facts.ts';
import { wordsOf } from './names.ts';
import { type Role, roleOf, withoutFillers } from './roles.ts';
import type { FactsWithoutPairs } from './factsWithoutPairs.ts';

/** Looks functions up by name and owner, and follows calls between functions of one text. */
export class FunctionIndex {
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  readonly #byOwner = new Map<string | null, FunctionFacts[]>();
  readonly #byName = new Map<string, FunctionFacts[]>();
  readonly #qualified = new Map<string, FunctionFacts>();
  readonly #positions = new Map<FunctionFacts, number>();
  readonly #roles = new Map<FunctionFacts, Role>();
  readonly #stems = new Map<FunctionFacts, string>();

  constructor(facts: FactsWithoutPairs) {
    this.functions = facts.functions;
    this.classes = facts.classes;
    for (const one of facts.functions) {
      this.#positions.set(one, this.#positions.size);
      this.#qualified.set(one.qualifiedName, one);
      push(this.#byOwner, one.owner, one);
      push(this.#byName, one.name, one);
    }
  }

  roleOf(one: FunctionFacts): Role {
    let role = this.#roles.get(one);
    if (!role) this.#roles.set(one, (role = roleOf(one.name)));
    return role;
  }

  /** The words of its own name that carry meaning, joined. */
  stemOf(one: FunctionFacts): string {
    let stem = this.#stems.get(one);
    if (stem === undefined) this.#stems.set(one, (stem = withoutFillers(wordsOf(one.name)).join(' ')));
    return stem;
  }

  position(one: FunctionFacts): number {
    return this.#positions.get(one) ?? -1;
  }

  ownedBy(owner: string | null): readonly FunctionFacts[] {
    return this.#byOwner.get(owner) ?? [];
  }

  classOf(owner: string | null): ClassFacts | null {
    return this.classes.find((one) => one.name === owner) ?? null;
  }

  /** Functions of the same owner, then those that a class inherits within this text. */
  peersOf(one: FunctionFacts): FunctionFacts[] {
    const peers = [...this.ownedBy(one.owner)];
    let base = this.classOf(one.owner)?.extendsName ?? null;
    for (let depth = 0; base !== null && depth < 8; depth++) {
      const names = new Set(peers.map((peer) => peer.name));
      peers.push(...this.ownedBy(base).filter((inherited) => !names.has(inherited.name)));
      base = this.classOf(base)?.extendsName ?? null;
    }
    return peers;
  }

  /** True where the function stands inside another function and no object hands it out. */
  isNested(one: FunctionFacts): boolean {
    const isInMethod = one.reach?.kind === 'local' && one.reach.name.includes('.');
    if (one.reach !== null && !isInMethod) return false;
    const parts = one.qualifiedName.split('.');
    return parts.some((_, length) => length > 0 && this.#qualified.has(parts.slice(0, length).join('.')));
  }

  /** True where `caller` calls `callee` by its name, on `this` or bare. */
  calls(caller: FunctionFacts, callee: FunctionFacts): boolean {
    return caller.calls.some((call) => this.#resolve(call, caller).includes(callee));
  }

  /** Functions of this text that a function calls, and those that they call, `depth` calls deep. */
  helpersOf(one: FunctionFacts, depth: number): FunctionFacts[] {
    const found = new Set<FunctionFacts>();
    const follow = (caller: FunctionFacts, left: number): void => {
      if (left === 0 || found.size > 40) return;
      for (const call of caller.calls)
        for (const callee of this.#resolve(call, caller)) {
          if (callee === one || found.has(callee)) continue;
          found.add(callee);
          follow(callee, left - 1);
        }
    };
    follow(one, depth);
    return [...found];
  }

  #resolve(call: string, caller: FunctionFacts): FunctionFacts[] {
    const parts = call.split('.');
    const name = parts.at(-1) ?? '';
    const named = this.#byName.get(name) ?? [];
    if (parts.length === 1)
      return named.filter(
        (one) => one.owner === null || one.owner === caller.owner || one.owner === caller.qualifiedName,
      );
    const isOwn = /^(?:this|self|cls|super|that|_this)$/.test(parts[0] ?? '');
    if (isOwn && parts.length === 2) return named.filter((one) => one.owner === caller.owner);
    const exact = this.#qualified.get(call);
    return exact ? [exact] : [];
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
