import type { SyntaxNode } from '@lezer/common';
import type { Site } from '../../model/facts.ts';
import { gradientParameter, isGradientWord, placeParts } from '../gradientParameter.ts';
import type { SiteCandidate } from '../siteChoice.ts';
import { looksLikeStep, withDeclared } from '../steps.ts';
import { dictEntries, stringOf } from './literals.ts';
import { bare, elements, type Source } from './source.ts';
import { targetNodes, valueNodes } from './uses.ts';

const longestPlace = 160;

/**
 * Sites of an assignment or an augmented assignment, updates of a parameter included.
 * @param declared what local names were set to before, as text
 */
export function assignmentSites(
  source: Source,
  statement: SyntaxNode,
  declared: ReadonlyMap<string, string>,
): SiteCandidate[] {
  const values = valueNodes(statement);
  const targets = targetNodes(statement);
  const isCompound = statement.name === 'UpdateStatement';
  return targets.flatMap((target, i) => {
    const value = values.length === targets.length ? values[i] : values.at(-1);
    const place = value ? placeOf(source, target) : null;
    if (!value || place === null || value.name === 'LambdaExpression') return [];
    const isPart = values.length === 1 && targets.length > 1;
    const weight = isPart && bare(value).name !== 'CallExpression' ? 0.3 : weightOf(source, value);
    const site = gradientSite(place, source.range(statement), false);
    const taken = bare(value).name === 'VariableName' && !isPart ? { takes: source.of(bare(value)) } : {};
    if (site) return [{ site, weight: isCompound && weight > 0.4 ? weight + 0.5 : weight, ...taken }];
    const update = updateSite(source, place, statement, value, declared);
    return update ? [update] : [];
  });
}

/** Sites inside a dictionary of gradients: `{'dW1': np.dot(…)}`, and `grads = {'W1': …}`; a local value was computed before. */
export function dictSites(source: Source, dict: SyntaxNode, locals: Locals): SiteCandidate[] {
  const assignment = dict.parent?.name === 'AssignStatement' ? dict.parent : null;
  const target = assignment ? targetNodes(assignment)[0] : undefined;
  const holder = target ? placeOf(source, target) : null;
  return dictEntries(dict).flatMap(([key, value]) => {
    const text = key.name === 'String' ? stringOf(source.of(key)) : undefined;
    if (text === undefined || value.name === 'LambdaExpression') return [];
    const isHeld =
      holder !== null && isGradientWord(placeParts(holder).at(-1) ?? '') && gradientParameter(text) === null;
    const made = value.name === 'VariableName' ? locals.get(source.of(value)) : undefined;
    const range = made ? source.range(made.statement) : source.span(key.from, value.to);
    const site = gradientSite(isHeld ? `${holder}['${text}']` : text, range, false);
    return site ? [{ site, weight: weightOf(source, value) }] : [];
  });
}

/** `dWs.insert(0, …)` and `grads.append(…)`: one site for the layers of a loop. */
export function appendSite(source: Source, call: SyntaxNode): SiteCandidate | null {
  const callee = call.firstChild;
  const list = call.lastChild;
  if (callee?.name !== 'MemberExpression' || !callee.firstChild || !list || !callee.lastChild) return null;
  const method = source.of(callee.lastChild);
  const value =
    method === 'append' || method === 'insert' || method === 'appendleft' ? elements(list).at(-1) : undefined;
  const place = placeOf(source, callee.firstChild);
  const site = value && place !== null ? gradientSite(place, source.range(call), true) : null;
  return site && value ? { site, weight: Math.max(1, weightOf(source, value)) } : null;
}

/** Elements of a returned tuple that have names are sites where nothing else computes them; a local value was computed before. */
export function returnSites(source: Source, statement: SyntaxNode, locals: Locals): SiteCandidate[] {
  const parts = elements(statement).filter((part) => part.name !== 'return');
  const only = parts.length === 1 && parts[0] ? bare(parts[0]) : null;
  const held = only?.name === 'VariableName' ? keyedSites(source, source.of(only), locals) : [];
  if (held.length > 0) return held;
  const items = only && /^(Tuple|Array)Expression$/.test(only.name) ? elements(only) : parts;
  return items.flatMap((item) => {
    const place = placeOf(source, item);
    if (place === null) return [];
    const site = items.length < 2 ? null : gradientSite(place, source.range(item), false);
    if (site) return [{ site, weight: weightOf(source, item) }];
    const made = gradientParameter(place) === null ? locals.get(place) : undefined;
    if (!made) return [];
    const range = source.range(made.statement);
    return [{ site: { gradient: place, parameter: null, range, computed: false }, weight: 1 }];
  });
}

/** `g['W'] += …` before `return g`, whatever the dictionary is called. */
function keyedSites(source: Source, name: string, locals: Locals): SiteCandidate[] {
  return [...locals].flatMap(([place, { statement }]) => {
    if (!place.startsWith(`${name}[`) || gradientParameter(place) !== null) return [];
    const site = { gradient: place, parameter: null, range: source.range(statement), computed: false };
    return [{ site, weight: 1 }];
  });
}

/** The statement that computes most of each local value, whatever its name, and of each entry of a dictionary. */
export type Locals = Map<string, { statement: SyntaxNode; weight: number }>;

/** Remembers what a statement computes of local values. */
export function rememberLocals(source: Source, statement: SyntaxNode, locals: Locals): void {
  const value = valueNodes(statement).at(-1);
  if (!value) return;
  const weight = weightOf(source, value) + (statement.name === 'UpdateStatement' ? 0.5 : 0);
  for (const target of targetNodes(statement)) {
    const text = source.of(target);
    const name = /^\w+(?=$|\[)/.exec(text)?.[0];
    if (name && weight >= 2 && weight > (locals.get(name)?.weight ?? 0)) locals.set(name, { statement, weight });
    const keyed = /^(\w+)\[(['"])(\w+)\2\]/.exec(text);
    const place = keyed && `${keyed[1]}['${keyed[3]}']`;
    if (place && weight > (locals.get(place)?.weight ?? 0)) locals.set(place, { statement, weight });
  }
}

/** The text of a name or member, null for anything else. */
function placeOf(source: Source, node: SyntaxNode): string | null {
  const target = bare(node);
  if (target.name !== 'VariableName' && target.name !== 'MemberExpression') return null;
  const text = source.of(target);
  return text.length > longestPlace ? null : text;
}

function gradientSite(place: string, range: Site['range'], computed: boolean): Site | null {
  const parameter = gradientParameter(place);
  const isWhole = parameter === null && place.includes('[') && isGradientWord(placeParts(place).at(-1) ?? '');
  if (parameter === null && !isWhole) return null;
  return { gradient: gradientText(place), parameter, range, computed: computed || isComputed(place) };
}

/** dW[i, j] is a part of dW, where grads[1] is the gradient of another parameter than grads[0]; grads['dW' + str(l)] and grads[l].W are as they are. */
function gradientText(place: string): string {
  const whole = place.replace(/(?:\[[^\]'"]*\])+$/, '');
  const index = /^\[\d{1,3}\]/.exec(place.slice(whole.length))?.[0];
  return index !== undefined && isGradientWord(placeParts(whole).at(-1) ?? '') ? whole + index : whole;
}

function isComputed(place: string): boolean {
  return /['"]\s*(?:\+|%|\.format)|\[[fF]['"][^\]]*\{|\[-?[A-Za-z_][^\],:]*\]/.test(place);
}

/** `self.W -= lr * dW`, `self.W = self.W - lr * …`: the parameter itself is changed. */
function updateSite(
  source: Source,
  place: string,
  statement: SyntaxNode,
  value: SyntaxNode,
  declared: ReadonlyMap<string, string>,
): SiteCandidate | null {
  if (!/[.[]/.test(place)) return null;
  const text = source.of(value).slice(0, 300);
  const operator = statement.getChild('UpdateOp');
  const sign = operator ? source.of(operator) : signAfter(place, text);
  if (sign !== '-=' && sign !== '+=') return null;
  const parameter = placeParts(place).at(-1);
  if (
    parameter === undefined ||
    !looksLikeStep(
      parameter,
      withDeclared(text, (name) => declared.get(name)),
      sign === '-=',
    )
  )
    return null;
  const site = {
    gradient: place.replace(/\[[^\]]*\]/g, ''),
    parameter,
    range: source.range(statement),
    computed: false,
  };
  return { site, weight: 1, isUpdate: true };
}

/** The sign behind the place in `place - …` or `place + …`. */
function signAfter(place: string, text: string): string {
  const sign = text.startsWith(place) ? /^\s*([-+])/.exec(text.slice(place.length))?.[1] : undefined;
  return sign === undefined ? '' : `${sign}=`;
}

const room =
  /^(?:(?:np|numpy|torch|cp|jnp|xp)\.)?(?:zeros|ones|empty|full)(?:_like)?\(|^\[[^\]]*\bzeros\w*\(|^\[(?:None|0|\[\]|\])|^dict\(|^list\(/;

/** How much a right-hand side computes: 2 computes, 1 is a list, less takes a value over, 0 only makes room. */
function weightOf(source: Source, node: SyntaxNode): number {
  const value = bare(node);
  if (['None', 'Number', 'String', 'Boolean'].includes(value.name)) return 0;
  if (value.name === 'VariableName') return 0.1;
  if (value.name === 'MemberExpression') return 0.3;
  if (value.name === 'DictionaryExpression') return 0.2;
  if (room.test(source.of(value).slice(0, 200))) return 0;
  if (value.name === 'ArrayExpression') return elements(value).length === 0 ? 0 : 1;
  return 2;
}
