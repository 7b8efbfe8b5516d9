import type TS from 'typescript';
import type { Site } from '../../model/facts.ts';
import { gradientParameter, isGradientWord, placeParts } from '../gradientParameter.ts';
import { thinSites, type SiteCandidate } from '../siteChoice.ts';
import { type Context, isFunctionValue, memberName } from './context.ts';

/** Collects the places of one body where gradients are computed. */
export class SiteReader {
  readonly #context: Context;
  readonly #found: SiteCandidate[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  sites(): Site[] {
    return thinSites(this.#found);
  }

  visit(node: TS.Node): void {
    const { ts } = this.#context;
    if (ts.isBinaryExpression(node)) this.#assignment(node);
    else if (ts.isVariableDeclaration(node)) this.#declaration(node);
    else if (ts.isCallExpression(node)) this.#call(node);
    else if (ts.isObjectLiteralExpression(node)) this.#object(node);
    else if (ts.isReturnStatement(node) && node.expression) this.returned(node.expression);
  }

  /** Elements of a returned tuple that are computed in place have no name; those that have one are sites elsewhere. */
  returned(value: TS.Expression): void {
    const { ts } = this.#context;
    const node = this.#context.bare(value);
    const elements = ts.isArrayLiteralExpression(node) ? node.elements : [];
    for (const element of elements) {
      const name = this.#placeOf(this.#context.bare(element));
      if (name !== null) this.#add(name, element, element);
    }
  }

  #assignment(node: TS.BinaryExpression): void {
    const { ts } = this.#context;
    const operator = node.operatorToken.kind;
    if (operator < ts.SyntaxKind.FirstAssignment || operator > ts.SyntaxKind.LastAssignment) return;
    const target = this.#context.bare(node.left);
    if (ts.isArrayLiteralExpression(target)) {
      for (const element of target.elements) this.#target(element, node.right, node, false);
      return;
    }
    const isCompound = operator !== ts.SyntaxKind.EqualsToken;
    this.#target(target, node.right, node, isCompound);
    this.#update(target, node);
  }

  #target(target: TS.Expression, value: TS.Expression, statement: TS.Node, isCompound: boolean): void {
    const place = this.#placeOf(this.#context.bare(target));
    if (place !== null) this.#add(place, value, statement, isCompound);
  }

  #declaration(node: TS.VariableDeclaration): void {
    const { ts } = this.#context;
    if (!node.initializer || isFunctionValue(ts, this.#context.bare(node.initializer))) return;
    const names = ts.isIdentifier(node.name) ? [node.name.text] : boundNames(this.#context, node.name);
    for (const name of names)
      this.#add(
        name,
        node.initializer,
        ts.isVariableDeclarationList(node.parent) && node.parent.declarations.length === 1 ? node.parent : node,
      );
  }

  /** `dWs.unshift(…)`, `grads.push({…})`; `this.weights.add(delta)` in place. */
  #call(node: TS.CallExpression): void {
    const { ts } = this.#context;
    const callee = node.expression;
    const value = node.arguments[0];
    if (!ts.isPropertyAccessExpression(callee) || !value) return;
    const method = callee.name.text;
    const place = this.#context.textOf(callee.expression, 120);
    if (method === 'push' || method === 'unshift') this.#add(place, value, node, true, true);
    else if (
      /^(?:add|sub|subtract|minus|plus|addInPlace|iadd|isub|assign)$/.test(method) &&
      ts.isExpressionStatement(node.parent)
    )
      this.#addUpdate(place, value, node, method.includes('sub') || method === 'minus');
  }

  #object(node: TS.ObjectLiteralExpression): void {
    const { ts } = this.#context;
    const holder = this.#holderOf(node);
    for (const property of node.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const key = memberName(ts, property.name);
      if (key === null || isFunctionValue(ts, this.#context.bare(property.initializer))) continue;
      const plain = gradientParameter(key) !== null;
      if (plain) this.#add(key, property.initializer, property);
      else if (holder !== null && !isGradientWord(key)) this.#add(`${holder}.${key}`, property.initializer, property);
    }
  }

  /** Name of the variable or key that an object literal of gradients is given to. */
  #holderOf(node: TS.ObjectLiteralExpression): string | null {
    const { ts } = this.#context;
    const parent = node.parent;
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
      return isGradientWord(parent.name.text) ? parent.name.text : null;
    if (ts.isPropertyAssignment(parent)) {
      const key = memberName(ts, parent.name);
      return key !== null && isGradientWord(key) ? key : null;
    }
    return null;
  }

  #placeOf(node: TS.Expression): string | null {
    const { ts } = this.#context;
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      return this.#context.textOf(node, 160);
    return null;
  }

  #add(place: string, value: TS.Expression, statement: TS.Node, isCompound = false, computed = false): void {
    const parameter = gradientParameter(place);
    const isWhole = parameter === null && isGradientWord(placeParts(place).at(-1) ?? '') && place.includes('[');
    if (parameter === null && !isWhole) return;
    const weight = weightOf(this.#context, value);
    const site = {
      gradient: gradientText(place),
      parameter,
      range: this.#lineOf(statement),
      computed: computed || isComputed(place),
    };
    this.#found.push({ site, weight: isCompound && weight > 0.4 ? weight + 0.5 : weight });
  }

  /** `this.weights[i][j] -= lr * delta * x`: the parameter itself is changed. */
  #update(target: TS.Expression, node: TS.BinaryExpression): void {
    const { SyntaxKind } = this.#context.ts;
    const place = this.#placeOf(target);
    if (place === null || !/[.[]/.test(place)) return;
    const operator = node.operatorToken.kind;
    const value = this.#context.textOf(node.right, 300);
    if (operator === SyntaxKind.MinusEqualsToken || operator === SyntaxKind.PlusEqualsToken)
      this.#addUpdate(place, node.right, node, operator === SyntaxKind.MinusEqualsToken);
    else if (
      value.startsWith(place) &&
      /^\s*(?:[-+]|\.(?:sub|subtract|minus|add|plus)\()/.test(value.slice(place.length))
    )
      this.#addUpdate(place, node.right, node, /^\s*(?:-|\.(?:sub|minus))/.test(value.slice(place.length)));
  }

  #addUpdate(place: string, value: TS.Expression, statement: TS.Node, isMinus: boolean): void {
    if (gradientParameter(place) !== null) return;
    const parameter = placeParts(place).at(-1);
    if (parameter === undefined || !looksLikeStep(parameter, this.#context.textOf(value, 300), isMinus)) return;
    const gradient = place.replace(/\[[^\]]*\]/g, '');
    const site = { gradient, parameter, range: this.#lineOf(statement), computed: false };
    this.#found.push({ site, weight: 1, isUpdate: true });
  }

  /** The statement that a node stands in; of a long one its first line. */
  #lineOf(node: TS.Node): Site['range'] {
    const { ts } = this.#context;
    const top = ts.isExpressionStatement(node.parent) || ts.isVariableStatement(node.parent) ? node.parent : node;
    const range = this.#context.range(top);
    if (range.endLine - range.line < 3) return range;
    const start = this.#context.start(top);
    const end = this.#context.text.indexOf('\n', start);
    return this.#context.span(start, this.#context.text.slice(start, end).trimEnd().length + start);
  }
}

/** A step of gradient descent names its rate, or a delta or an error, or takes a gradient away from a weight. */
function looksLikeStep(parameter: string, value: string, isMinus: boolean): boolean {
  if (/random/i.test(value)) return false;
  const isWeight =
    /^(?:_?w(?:eights?)?|_?b(?:ias(?:es)?)?|theta|thetas|params?|coef\w*|intercept|kernels?|filters?|value|data|m|slope)(?![a-z])|weight|bias/i.test(
      parameter,
    );
  const hasRate = /learning_?rate|\blr\b|\balpha\b|\beta\b|\brate\b|\bstep(?:Size)?\b|LEARN|\bη\b|\bα\b/i.test(value);
  const hasError = /err|delta|grad|\bd[A-Z]\w*|\bd[wb]\d*\b|chain|correction|adjust/i.test(value);
  return (isWeight && (hasRate || hasError)) || (isMinus && hasRate && hasError);
}

/** dW[i][j] is a part of dW; grads['dW' + l] and grads[l].W are as they are. */
function gradientText(place: string): string {
  return place.replace(/(?:\[[^\]'"`]*\])+$/, '');
}

function isComputed(place: string): boolean {
  return /\[[^\]]*['"`]\s*\+|\[`[^`]*\$\{|\[[A-Za-z_][^\]]*\]\s*[.[]/.test(place);
}

function boundNames(context: Context, pattern: TS.BindingPattern): string[] {
  const { ts } = context;
  const names: string[] = [];
  for (const element of pattern.elements)
    if (ts.isBindingElement(element) && ts.isIdentifier(element.name)) names.push(element.name.text);
  return names;
}

const ROOM = /zeros|fill\(\s*0|new (?:Float|Array|Map)|Array\.from|createArray|emptyLike|makeArray|initMatrix|like\(/i;

/** How much a right-hand side computes: 2 computes, 1 takes apart what a call returned, 0 only makes room or renames. */
function weightOf(context: Context, value: TS.Expression): number {
  const { ts } = context;
  const node = context.bare(value);
  if (ts.isIdentifier(node) || ts.isLiteralExpression(node) || node.kind === ts.SyntaxKind.NullKeyword) return 0;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return 0.3;
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0 ? 0 : 1;
  if (ts.isObjectLiteralExpression(node)) return 0.2;
  const text = context.textOf(node, 300);
  if (ROOM.test(text) && !/[*]|=>[^,)]*[-+*/]/.test(text)) return 0;
  return 2;
}
