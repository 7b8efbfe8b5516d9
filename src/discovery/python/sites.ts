import type { SyntaxNode } from '@lezer/common';
import type { Site } from '../../model/facts.ts';
import { gradientParameter, isGradientWord } from '../gradientParameter.ts';
import { dictEntries, stringOf } from './literals.ts';
import { bare, elements, type Source } from './source.ts';
import { calleeText, targetNodes, valueNodes } from './uses.ts';

/** A site before the list is thinned out: how much the statement computes decides between several for one gradient. */
export interface SiteCandidate {
  site: Site;
  /** 2 computes, 1 adds to it, 0 only makes room (`np.zeros_like(W)`) or takes a name over. */
  weight: number;
}

/** Sites of an assignment or an augmented assignment. */
export function assignmentSites(source: Source, statement: SyntaxNode): SiteCandidate[] {
  const values = valueNodes(statement);
  const targets = targetNodes(statement);
  const found: SiteCandidate[] = [];
  targets.forEach((target, i) => {
    const named = nameTarget(source, target);
    const value = values.length === targets.length ? values[i] : values.at(-1);
    if (!named || !value) return;
    const weight = Math.min(weightOf(source, value), statement.name === 'UpdateStatement' ? 1.5 : 2);
    found.push({ site: { ...named, range: source.range(statement) }, weight });
  });
  if (values.length === 1 && values[0]?.name === 'DictionaryExpression')
    found.push(...dictSites(source, values[0], targets[0] ? source.of(targets[0]) : ''));
  return found;
}

/** Sites inside a dictionary of gradients: `{'dW1': np.dot(…)}`; where the value is a bare name the site is elsewhere. */
export function dictSites(source: Source, dict: SyntaxNode, holder: string): SiteCandidate[] {
  const found: SiteCandidate[] = [];
  for (const [key, value] of dictEntries(dict)) {
    const text = key.name === 'String' ? stringOf(source.of(key)) : undefined;
    if (text === undefined) continue;
    const gradient = gradientParameter(text) === null ? `${holder}['${text}']` : text;
    const parameter = gradientParameter(gradient);
    if (parameter === null) continue;
    const range = source.span(key.from, value.to);
    found.push({ site: { gradient, parameter, range, computed: false }, weight: weightOf(source, value) });
  }
  return found;
}

/** `dWs.insert(0, …)` and `grads.append(…)`: one site for the layers of a loop. */
export function appendSite(source: Source, call: SyntaxNode): SiteCandidate | null {
  const callee = call.firstChild;
  const list = call.lastChild;
  if (callee?.name !== 'MemberExpression' || !callee.firstChild || !list) return null;
  const method = callee.lastChild ? source.of(callee.lastChild) : '';
  if (method !== 'append' && method !== 'insert') return null;
  const holder = calleeText(source, callee.firstChild);
  const parameter = gradientParameter(holder);
  const value = elements(list).at(-1);
  if (parameter === null || !value) return null;
  return {
    site: { gradient: holder, parameter, range: source.range(call), computed: true },
    weight: weightOf(source, value),
  };
}

/** Elements of a returned tuple that are computed in place: they have no name, only their place. */
export function returnSites(source: Source, statement: SyntaxNode): SiteCandidate[] {
  const parts = elements(statement).filter((part) => part.name !== 'return');
  const only = parts.length === 1 && parts[0] ? bare(parts[0]) : null;
  if (only?.name === 'DictionaryExpression') return dictSites(source, only, '');
  return [];
}

type Named = Pick<Site, 'gradient' | 'parameter' | 'computed'>;

/** The gradient that a target stands for: `dW`, `self.dW`, `grads['dW' + str(l)]`, `nabla_w[-l]`, `p.grad`. */
function nameTarget(source: Source, node: SyntaxNode): Named | null {
  const target = bare(node);
  const text = source.of(target);
  if (text.length > 120 || (target.name !== 'VariableName' && target.name !== 'MemberExpression')) return null;
  const base = target.firstChild;
  const isIndexed = target.name === 'MemberExpression' && target.lastChild?.name !== 'PropertyName' && base !== null;
  if (!isIndexed) return named(text, gradientParameter(text), false);
  const indices = elements(target).slice(1);
  const index = indices[0];
  const place = calleeText(source, base);
  const isKey = indices.length === 1 && index !== undefined && isText(index);
  if (isKey) return named(text, gradientParameter(text), index.name !== 'String');
  const parameter = gradientParameter(place);
  const isLayer = indices.length === 1 && index?.name !== ':' && index !== undefined && !hasColon(target);
  if (isLayer && parameter === null && isGradientWord(lastName(place)))
    return { gradient: text, parameter: null, computed: true };
  return isLayer ? named(text, parameter, index.name !== 'Number') : named(place, parameter, false);
}

function named(gradient: string, parameter: string | null, computed: boolean): Named | null {
  return parameter === null ? null : { gradient, parameter, computed };
}

function hasColon(member: SyntaxNode): boolean {
  return member.getChild(':') !== null;
}

/** A string, a format string, or an expression that begins with a string: `"dW" + str(l)`, `"dW%d" % l`. */
function isText(node: SyntaxNode): boolean {
  let first: SyntaxNode | null = bare(node);
  for (let i = 0; i < 8 && first; i++) {
    if (first.name === 'String' || first.name === 'FormatString') return true;
    first = first.firstChild;
  }
  return false;
}

function lastName(dotted: string): string {
  return dotted.split('.').at(-1) ?? '';
}

/** How much a right-hand side computes. */
function weightOf(source: Source, node: SyntaxNode): number {
  const value = bare(node);
  const text = source.of(value).slice(0, 200);
  if (/^(np|numpy|torch|cp|jnp|xp)\.(zeros|ones|empty|full)(_like)?\(|\bzeros_like\(|\bzeros\(/.test(text)) return 0;
  if (['None', 'Number', 'VariableName', 'ArrayExpression', 'DictionaryExpression'].includes(value.name)) return 0;
  if (value.name === 'MemberExpression') return 0.5;
  return 2;
}

/** Keeps one site for each gradient: the first of those that compute most. */
export function thin(candidates: SiteCandidate[]): Site[] {
  const best = new Map<string, SiteCandidate>();
  for (const candidate of candidates) {
    const before = best.get(candidate.site.gradient);
    if (!before || candidate.weight > before.weight) best.set(candidate.site.gradient, candidate);
  }
  return [...best.values()].map((candidate) => candidate.site);
}
