import * as l10n from '@vscode/l10n';
import type { ParameterFacts, ValueFacts } from '../../model/facts.ts';
import type { Ref } from '../../model/plan.ts';
import { refTo, type Context, type Frame, type Option } from '../known/context.ts';
import { literalOf } from '../names/literals.ts';
import { keysOf, numericPlaces } from '../known/places.ts';
import { fieldsOf } from '../known/typeFields.ts';

/** Values of the module that an argument is meant to get: by its name, or by the keys that it takes apart. */
export function moduleValues({ context }: Frame, parameter: ParameterFacts): Option[] {
  const ref = parameter.destructured
    ? objectRef(context, parameter)
    : (namesake(context, parameter.name) ?? ofSameType(context, parameter));
  return ref
    ? [{ label: l10n.t("the module's {0}", nameOf(ref)), penalty: -0.5, steps: [], value: { kind: 'ref', ref } }]
    : [];
}

function nameOf({ reach }: Ref): string {
  return reach.kind === 'export' ? reach.path.join('.') : 'own';
}

/** An exported value of the same name: `export const X = [[…]]`. */
function namesake(context: Context, name: string): Ref | null {
  const exported = context.exported.get(name);
  if (exported && numericPlaces(exported, { slot: '', path: [] }).length > 0) {
    return exportRef(name);
  }
  const found = context.facts.values.find(
    (value) =>
      value.name === name &&
      value.initialText !== null &&
      /^\s*[[{]|^new (Float|Int)|Array\(|matrix\(/.test(value.initialText),
  );
  return found ? refTo(context, found) : null;
}

/** `const INIT: Net = {…}` is what the module itself starts with, where an argument is a `Net`; an interface says no sizes. */
function ofSameType(context: Context, { type }: ParameterFacts): Ref | null {
  const name = type?.trim() ?? '';
  if (fieldsOf(context, name) === null) {
    return null;
  }
  const found = context.facts.values.find((value) => value.type?.trim() === name && value.initialText !== null);
  return found ? refTo(context, found) : null;
}

function exportRef(name: string): Ref {
  return { module: 'source', reach: { kind: 'export', path: [name] } };
}

/**
 * `forward({ W1, b1 }, X)` beside `export const parameters = { W1: …, b1: … }`: the keys of one argument belong together, so
 * they come from the object that a call hands over there, else from the only one of the module that has them all.
 */
function objectRef(context: Context, parameter: ParameterFacts): Ref | null {
  const holders = objectsWith(context, parameter.keys);
  const handed = handedOver(context, parameter).find((name) => holders.has(name));
  const [only] = holders.size === 1 && parameter.keys.length > 1 ? [...holders.keys()] : [];
  return holders.get(handed ?? only ?? '') ?? null;
}

function objectsWith(context: Context, keys: string[]): Map<string, Ref> {
  const found = new Map<string, Ref>();
  if (keys.length === 0) {
    return found;
  }
  const hasAll = (own: string[]): boolean => keys.every((key) => own.includes(key));
  for (const value of context.facts.values) {
    const ref = hasAll(writtenKeys(value)) ? refTo(context, value) : null;
    if (ref) {
      found.set(value.name, ref);
    }
  }
  for (const [name, description] of context.exported) {
    if (hasAll(keysOf(description)) && numericPlaces(description, { slot: '', path: [] }).length > 0) {
      found.set(name, exportRef(name));
    }
  }
  return found;
}

function writtenKeys({ literal, initialText }: ValueFacts): string[] {
  const value = literal ?? literalOf(initialText ?? '');
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Names that calls of the pair's functions have in this argument's place. */
function handedOver({ all, forward, backward }: Context, parameter: ParameterFacts): string[] {
  const own = [forward, backward].filter((fn) => fn?.parameters.some(({ name }) => name === parameter.name));
  const sites = all.flatMap((module) => module.callSites);
  return sites
    .filter(({ callee }) => own.some((fn) => fn?.name === callee.replace(/^.*\./, '')))
    .flatMap(({ argumentTexts }) => argumentTexts[parameter.index]?.trim() ?? []);
}
