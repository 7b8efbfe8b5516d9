import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../model/fault.ts';
import type { Reach } from '../../model/facts.ts';
import { isObject } from './values/arrays.ts';

/** What loading one module gave. */
export interface LoadedModule {
  /** Its exports. */
  namespace: Record<string, unknown>;
  /** Its top-level bindings, exported or not. */
  locals: Record<string, unknown>;
  /** Files of the workspace that were loaded for it (absolute paths), itself first. */
  files: string[];
  /** What the user should know: "3 statements of network.js were not run". */
  notes: string[];
}

/** How a running plan gets at modules; the loader implements it, tests may hand over plain objects. */
export interface Modules {
  /** @param module 'source', 'inputs' or an absolute path */
  load(module: string): Promise<LoadedModule>;
  /** Namespace of a package as the source would import it. Throws GradientCheckError ('import'). */
  library(name: string): Promise<unknown>;
}

/** What a reach leads to, with the object that it is a member of. */
export interface Reached {
  value: unknown;
  /** What `this` must be for a call; undefined for plain functions. */
  self: unknown;
}

/** Finds what a reach names in a loaded module. Throws GradientCheckError ('unbound') where it leads nowhere. */
export function resolveReach(module: LoadedModule, reach: Reach): Reached {
  switch (reach.kind) {
    case 'export':
      return followPath(module, reach.path);
    case 'local':
      return { value: found(module.locals[reach.name] ?? global(reach.name), reach.name), self: undefined };
    case 'method': {
      const owner = resolveReach(module, reach.owner).value;
      const holder = reach.isStatic || !hasPrototype(owner) ? owner : owner.prototype;
      return { value: found((holder as Record<string, unknown>)[reach.name], reach.name), self: owner };
    }
    default:
      return reach satisfies never;
  }
}

/** What another script of the page declares is a global here. */
function global(name: string): unknown {
  return (globalThis as Record<string, unknown>)[name];
}

function hasPrototype(owner: unknown): owner is { prototype: object } {
  return typeof owner === 'function' && isObject(owner.prototype);
}

function followPath(module: LoadedModule, path: string[]): Reached {
  let self: unknown;
  let value: unknown = module.namespace;
  for (const [depth, key] of path.entries()) {
    self = depth === 0 ? undefined : value;
    value = found((value as Record<string, unknown>)[key] ?? elsewhere(module, key, depth), path.join('.'));
  }
  return { value, self };
}

/** A CommonJS module's exports may be behind `default`; a name that is exported under another may be a local. */
function elsewhere({ namespace, locals }: LoadedModule, key: string, depth: number): unknown {
  if (depth > 0) return undefined;
  const inner = namespace.default;
  const member = isObject(inner) || typeof inner === 'function' ? (inner as Record<string, unknown>)[key] : undefined;
  return member ?? (key === 'default' ? undefined : locals[key]);
}

function found(value: unknown, name: string): unknown {
  if (value !== undefined && value !== null) return value;
  throw new GradientCheckError(
    fault('unbound', l10n.t('"{0}" was not found in the module after it was loaded.', name)),
  );
}
