import type { SyntaxNode } from '@lezer/common';
import type { CallSite, ReturnFacts, Site } from '../../model/facts.ts';
import { literalOf } from './literals.ts';
import { returnOf, valueKind } from './returns.ts';
import { type SiteCandidate, thinSites } from '../siteChoice.ts';
import { appendSite, assignmentSites, dictSites, rememberLocals, returnSites, type Locals } from './sites.ts';
import { elements, visit, type Source } from './source.ts';
import { calleeText, emptyUse, recordUse, type NameUse, targetNodes } from './uses.ts';

/** Everything that one walk over a function's body finds. */
export interface BodyFacts {
  uses: Map<string, NameUse>;
  returns: ReturnFacts[];
  calls: string[];
  /** Names that are neither arguments nor set in the body: variables of the module, if they are any. */
  names: string[];
  reads: string[];
  writes: string[];
  constants: { name: string; value: number }[];
  transposes: boolean;
  sites: Site[];
}

const mostCalls = 300;
const mostNames = 300;

/**
 * Walks a body once. Functions inside it count as part of it (a closure does its maker's work), except for their returns.
 * @param self name of the first parameter of a method, null for plain functions
 */
export function bodyOf(source: Source, body: SyntaxNode, parameters: string[], self: string | null): BodyFacts {
  const uses = new Map(parameters.map((name) => [name, emptyUse()]));
  const calls = new Set<string>();
  const mentioned = new Set<string>();
  const own = new Set<string>();
  const global = new Set<string>();
  const reads = new Set<string>();
  const writes = new Set<string>();
  const constants: BodyFacts['constants'] = [];
  const returns: ReturnFacts[] = [];
  const candidates: SiteCandidate[] = [];
  const declared = new Map<string, string>();
  const locals: Locals = new Map();
  let transposes = false;
  visit(body, (node) => {
    transposes ||= node.name === 'MemberExpression' && isTransposed(source.of(node));
    if (node.name === 'VariableName') {
      const use = uses.get(source.of(node));
      if (use) recordUse(source, node, use);
      else if (mentioned.size < mostNames) mentioned.add(source.of(node));
    } else if (node.name === 'ScopeStatement') {
      for (const name of node.getChildren('VariableName')) global.add(source.of(name));
    } else if (node.name === 'CallExpression') {
      const callee = node.firstChild ? calleeText(source, node.firstChild) : '';
      if (callee !== '' && calls.size < mostCalls) calls.add(callee);
      const site = appendSite(source, node);
      if (site) candidates.push(site);
    } else if (node.name === 'AssignStatement' || node.name === 'UpdateStatement') {
      candidates.push(...assignmentSites(source, node, declared));
      rememberLocals(source, node, locals);
      for (const target of targetNodes(node)) if (target.name === 'VariableName') own.add(source.of(target));
      const local = targetNodes(node)[0];
      if (local?.name === 'VariableName') declared.set(source.of(local), source.of(node).slice(0, 200));
      constants.push(...constantOf(source, node));
      if (self) for (const target of targetNodes(node)) addField(source, target, self, writes);
    } else if (node.name === 'DictionaryExpression') candidates.push(...dictSites(source, node, locals));
    else if (node.name === 'MemberExpression' && self && !isAssigned(node)) addField(source, node, self, reads);
    else if (node.name === 'ReturnStatement' && !isInner(node, body)) {
      returns.push(returnOf(source, node));
      candidates.push(...returnSites(source, node, locals));
    }
  });
  const sites = thinSites(candidates);
  const names = [...mentioned].filter((name) => !own.has(name) || global.has(name));
  const listed = { calls: [...calls], names, reads: [...reads], writes: [...writes] };
  return { uses, returns, ...listed, constants, transposes, sites };
}

/** `lr = 0.03` */
function constantOf(source: Source, node: SyntaxNode): BodyFacts['constants'] {
  const [target, value] = [node.firstChild, node.lastChild];
  if (node.name !== 'AssignStatement' || target?.name !== 'VariableName' || !value) return [];
  const number = literalOf(source, value);
  return typeof number === 'number' ? [{ name: source.of(target), value: number }] : [];
}

/** `self.out.T`; a weight's transpose says nothing about the samples. */
function isTransposed(text: string): boolean {
  const place = /^([\w.]{1,80})\.(?:T|transpose)$/.exec(text)?.[1];
  return place !== undefined && !/(?:^|[._])(?:w\w{0,2}|\w*weights?|\w*kernels?|theta)\d*$/i.test(place);
}

/** True for a place that is only written: the left of `=`. */
function isAssigned(node: SyntaxNode): boolean {
  const parent = node.parent;
  return parent?.name === 'AssignStatement' && targetNodes(parent).some((target) => target.from === node.from);
}

/** What a lambda says: its expression is its return. */
export function lambdaBody(source: Source, lambda: SyntaxNode, parameters: string[]): BodyFacts {
  const facts = bodyOf(source, lambda, parameters, null);
  const expression = lambda.lastChild;
  if (expression) facts.returns.push({ range: source.range(expression), ...valueKind(source, expression) });
  return facts;
}

/** `self.W` and everything below it (`self.layers[0].W`) is the field 'W' or 'layers'. */
function addField(source: Source, node: SyntaxNode, self: string, into: Set<string>): void {
  let member = node;
  while (member.name === 'MemberExpression' && member.firstChild?.name === 'MemberExpression')
    member = member.firstChild;
  if (member.name !== 'MemberExpression' || member.lastChild?.name !== 'PropertyName') return;
  if (member.firstChild?.name === 'VariableName' && source.of(member.firstChild) === self)
    into.add(source.of(member.lastChild));
}

/** True where a function stands between a node and the body. */
function isInner(node: SyntaxNode, body: SyntaxNode): boolean {
  for (let parent = node.parent; parent && parent.from >= body.from && parent.to <= body.to; parent = parent.parent) {
    if (parent.name === 'FunctionDefinition' || parent.name === 'LambdaExpression') return true;
    if (parent.name === 'Body' && parent.from === body.from && parent.to === body.to) return false;
  }
  return false;
}

/** `xs = np.random.randn(T, D)` before `forward(xs)`: the text of what stands for the data. Null for anything else. */
function drawnBefore(source: Source, name: string, before: number): string | null {
  if (!/^[A-Za-z_]\w{0,40}$/.test(name)) return null;
  const text = source.text.slice(Math.max(0, before - longestWay), before);
  const pattern = new RegExp(`^[ \\t]*${name}\\s*=\\s*((?:np|numpy)\\.random\\.\\w+\\([^\\n]{0,120}\\)).*$`, 'gm');
  return [...text.matchAll(pattern)].at(-1)?.[1] ?? null;
}

const longestWay = 4000;

/** A call with the texts of its arguments; null where the callee has no name or the texts are too long to help. */
export function callSiteOf(source: Source, call: SyntaxNode): CallSite | null {
  const callee = call.firstChild ? calleeText(source, call.firstChild) : '';
  const list = call.lastChild;
  if (callee === '' || list?.name !== 'ArgList') return null;
  const parts = elements(list);
  const texts: string[] = [];
  for (let i = 0; i < parts.length && i < 64; i++) {
    const part = parts[i];
    if (!part) break;
    const value = parts[i + 1]?.name === 'AssignOp' ? parts[i + 2] : undefined;
    const text = value ? source.text.slice(part.from, value.to) : source.of(part);
    if (text.length > 2000) return null;
    texts.push(drawnBefore(source, text, call.from) ?? text);
    if (value) i += 2;
  }
  return { callee, argumentTexts: texts, range: source.range(call) };
}
