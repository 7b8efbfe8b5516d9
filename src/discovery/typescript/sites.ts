import type TS from 'typescript';
import type { Site } from '../../model/facts.ts';
import { gradientParameter, isGradientWord, placeParts } from '../gradientParameter.ts';
import { thinSites, type SiteCandidate } from '../siteChoice.ts';
import { type Context, isFunctionValue, memberName } from './context.ts';
import { looksLikeStep, withDeclared } from '../steps.ts';
import { stepsFrom, weightOf } from './siteWeights.ts';

/** A gradient by its name, and no minus before it. */
const ADDED =
  /^(?![\s(]*-)(?=[^]*(?:grad|nabla|delta|\bd[WBwb]\d?\b))(?![^]*-\s*(?:this\.)?(?:lr|learningRate|rate|eta|alpha)\b)/i;

/** Collects the places of one body where gradients are computed. */
export class SiteReader {
  readonly #context: Context;
  readonly #found: SiteCandidate[] = [];
  /** Statements that compute a local value, by its name: an update by `deltas` is computed where deltas is. */
  readonly #declared = new Map<string, TS.Node>();
  /** The statement that computes most of each local value, whatever its name. */
  readonly #locals = new Map<string, { statement: TS.Node; weight: number }>();
  /** The same for what is kept elsewhere: `this.velocity[i] = …` before `this.w[i] += this.velocity[i]`. */
  readonly #kept = new Map<string, TS.Node>();

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
  }

  /** What a `return` computes in place has no name, only its position; `return below` was computed before. */
  returned(value: TS.Expression): void {
    const { ts } = this.#context;
    const node = this.#context.bare(value);
    if (ts.isObjectLiteralExpression(node)) this.#returnedObject(node);
    if (ts.isIdentifier(node)) this.#returnedHolder(node.text);
    const elements = ts.isArrayLiteralExpression(node) ? [...node.elements] : [node];
    elements.forEach((element, index) => {
      const inner = this.#context.bare(element);
      const computes = ts.isCallExpression(inner) || ts.isBinaryExpression(inner) || ts.isConditionalExpression(inner);
      if (ts.isIdentifier(inner)) this.#local(inner.text);
      if (!computes) return;
      const gradient = elements.length === 1 ? 'return' : `return[${index}]`;
      this.#found.push({
        site: { gradient, parameter: null, range: this.#lineOf(element), computed: false },
        weight: 1,
      });
    });
  }

  /** `return { dstiffness, dstart: [gx, gv] }`: by their letters these may be words, what is returned together are gradients. */
  #returnedObject(node: TS.ObjectLiteralExpression): void {
    const { ts } = this.#context;
    for (const property of node.properties) {
      const key = property.name && memberName(ts, property.name);
      if (!key || !/^[dg]_?[a-z]{2}/.test(key) || gradientParameter(key) !== null) continue;
      const value = ts.isPropertyAssignment(property) ? this.#context.bare(property.initializer) : property.name;
      const made = ts.isIdentifier(value) ? this.#locals.get(value.text)?.statement : property;
      if (made) this.#found.push({ site: this.#unnamed(key, made), weight: 1 });
    }
  }

  /** `g.W1 = …` before `return g`, whatever the object is called. */
  #returnedHolder(name: string): void {
    for (const [place, { statement }] of this.#locals) {
      if (place.startsWith(`${name}.`) && gradientParameter(place) === null)
        this.#found.push({ site: this.#unnamed(place, statement), weight: 1 });
    }
  }

  #unnamed(gradient: string, statement: TS.Node): Site {
    return { gradient, parameter: null, range: this.#lineOf(statement), computed: false };
  }

  #local(name: string): void {
    const made = this.#locals.get(name);
    if (!made || made.weight < 2 || gradientParameter(name) !== null) return;
    this.#found.push({ site: this.#unnamed(name, made.statement), weight: 1 });
  }

  #remember(place: string, statement: TS.Node, weight: number): void {
    const name = /^(?!this\.)[\w$]+(?:\.[\w$]+)?$/.exec(place.replace(/\[(['"])([\w$]+)\1\]$/, '.$2'))?.[0];
    if (name && weight > (this.#locals.get(name)?.weight ?? 0)) this.#locals.set(name, { statement, weight });
  }

  #assignment(node: TS.BinaryExpression): void {
    const { ts } = this.#context;
    const operator = node.operatorToken.kind;
    if (operator < ts.SyntaxKind.FirstAssignment || operator > ts.SyntaxKind.LastAssignment) return;
    const target = this.#context.bare(node.left);
    if (ts.isArrayLiteralExpression(target)) {
      for (const element of target.elements) this.#target(element, node.right, node);
      return;
    }
    this.#target(target, node.right, node, operator);
    this.#update(target, node);
    const place = this.#placeOf(target);
    if (place !== null && /[.[]/.test(place)) this.#kept.set(withoutIndices(place), node);
  }

  #target(target: TS.Expression, value: TS.Expression, statement: TS.Node, operator?: TS.SyntaxKind): void {
    const place = this.#placeOf(this.#context.bare(target));
    if (place === null) return;
    const weight = this.#assignedWeight(place, value, operator);
    this.#add(place, statement, weight);
    this.#remember(withoutIndices(place), statement, weight);
    if (/^[\w$]+$/.test(place) && !this.#declared.has(place)) this.#declared.set(place, statement);
  }

  /** An accumulating line of a loop comes before the line that makes room; scaling and decay afterwards do not. */
  #assignedWeight(place: string, value: TS.Expression, operator: TS.SyntaxKind | undefined): number {
    const { SyntaxKind } = this.#context.ts;
    const weight = weightOf(this.#context, value, gradientParameter(place));
    if (operator === undefined || operator === SyntaxKind.EqualsToken) return weight + this.#set(place, value, weight);
    if (operator !== SyntaxKind.PlusEqualsToken && operator !== SyntaxKind.MinusEqualsToken) return 0.9;
    const text = this.#context.textOf(value, 200);
    if (/lambda|lambd|\breg|decay|\bl[12]\b/i.test(text)) return 0.9;
    if (!/\]!?$/.test(place)) return 1.5;
    return weight >= 1 ? 2.5 : 2.3;
  }

  /** What is assigned in the end comes before 0 or the room that was declared; an entry made anew from itself does not. */
  #set(place: string, value: TS.Expression, weight: number): number {
    if (this.#context.ts.isIdentifier(this.#context.bare(value))) return 0.1;
    const isEntry = /\]!?$/.test(place) && !this.#context.textOf(value, 300).includes(withoutIndices(place));
    return weight >= 2 && isEntry ? 0.1 : 0;
  }

  #declaration(node: TS.VariableDeclaration): void {
    const { ts } = this.#context;
    if (!node.initializer || isFunctionValue(ts, this.#context.bare(node.initializer))) return;
    const list = node.parent;
    const statement = ts.isVariableDeclarationList(list) && list.declarations.length === 1 ? list : node;
    const weight = weightOf(this.#context, node.initializer, null);
    for (const name of ts.isIdentifier(node.name) ? [node.name.text] : boundNames(this.#context, node.name)) {
      this.#add(name, statement, weightOf(this.#context, node.initializer, gradientParameter(name)));
      this.#remember(name, statement, weight);
      if (weight >= 2) this.#declared.set(name, statement);
    }
  }

  /** `dWs.unshift(…)`, `grads.push({…})`; `this.weights.add(delta)` in place. */
  #call(node: TS.CallExpression): void {
    const { ts } = this.#context;
    const callee = node.expression;
    const value = node.arguments[0];
    if (!ts.isPropertyAccessExpression(callee) || !value) return;
    const method = callee.name.text;
    const place = this.#context.textOf(callee.expression, 160);
    if (method === 'push' || method === 'unshift')
      this.#add(place, node, weightOf(this.#context, value, null) + 0.1, true);
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
      const place =
        gradientParameter(key) !== null ? key : holder !== null && !isGradientWord(key) ? `${holder}.${key}` : null;
      if (place !== null)
        this.#add(place, property, weightOf(this.#context, property.initializer, gradientParameter(place)));
    }
  }

  /** Name of the variable or key that an object literal of gradients is given to. */
  #holderOf(node: TS.ObjectLiteralExpression): string | null {
    const { ts } = this.#context;
    const parent = node.parent;
    const name =
      ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? memberName(ts, parent.name) : null;
    return name !== null && isGradientWord(name) ? name : null;
  }

  #placeOf(node: TS.Expression): string | null {
    const { ts } = this.#context;
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
      return this.#context.textOf(node, 160).replace(/!(?=[.[\s]|$)/g, '');
    return null;
  }

  #add(place: string, statement: TS.Node, weight: number, computed = false): void {
    const parameter = gradientParameter(place);
    const isWhole = parameter === null && isGradientWord(placeParts(place).at(-1) ?? '') && place.includes('[');
    if (parameter === null && !isWhole) return;
    const gradient = withoutIndices(place);
    const site = { gradient, parameter, range: this.#lineOf(statement), computed: computed || isComputed(place) };
    this.#found.push({ site, weight });
  }

  /** `this.weights[i][j] -= lr * delta * x`: the parameter itself is changed. */
  #update(target: TS.Expression, node: TS.BinaryExpression): void {
    const { SyntaxKind } = this.#context.ts;
    const place = this.#placeOf(target);
    if (place === null) return;
    const operator = node.operatorToken.kind;
    if (operator === SyntaxKind.MinusEqualsToken || operator === SyntaxKind.PlusEqualsToken)
      return this.#addUpdate(place, node.right, node, operator === SyntaxKind.MinusEqualsToken);
    const step = operator === SyntaxKind.EqualsToken ? stepsFrom(place, this.#context.textOf(node.right, 400)) : null;
    if (step !== null) this.#addUpdate(place, node.right, node, step === 'minus');
  }

  #addUpdate(place: string, value: TS.Expression, statement: TS.Node, isMinus: boolean): void {
    if (gradientParameter(place) !== null) return;
    const parameter = placeParts(place).at(-1);
    const isPlain = !/[.[]/.test(place);
    if (isPlain && !/learning_?rate|\blr\b|rate|alpha|\beta\b|step/i.test(this.#context.textOf(value, 300))) return;
    if (parameter === undefined || !looksLikeStep(parameter, this.#withDeclared(value), isMinus)) return;
    const inner = this.#context.bare(value);
    const made = this.#context.ts.isIdentifier(inner) ? this.#declared.get(inner.text) : this.#keptAt(inner);
    const site: Site = {
      gradient: withoutIndices(place),
      parameter,
      range: this.#lineOf(made ?? statement),
      computed: false,
    };
    if (!isMinus && ADDED.test(this.#context.textOf(value, 300))) site.adds = true;
    this.#found.push({ site, weight: 1, isUpdate: true });
  }

  #withDeclared(value: TS.Expression): string {
    const kept = this.#keptAt(this.#context.bare(value));
    const text = [value, ...(kept ? [kept] : [])].map((node) => this.#context.textOf(node, 300)).join(' ; ');
    return withDeclared(text, (name) => {
      const statement = this.#declared.get(name);
      return statement && this.#context.textOf(statement, 200);
    });
  }

  /** Where a place that is read as it stands was set before. */
  #keptAt(value: TS.Expression): TS.Node | undefined {
    const { ts } = this.#context;
    const inner = ts.isPrefixUnaryExpression(value) ? this.#context.bare(value.operand) : value;
    const place = this.#placeOf(inner);
    return place === null ? undefined : this.#kept.get(withoutIndices(place));
  }

  /** The statement that a node stands in; of a long one its first line. */
  #lineOf(node: TS.Node): Site['range'] {
    const { ts } = this.#context;
    const isWhole =
      ts.isExpressionStatement(node.parent) || ts.isVariableStatement(node.parent) || ts.isReturnStatement(node.parent);
    const top = isWhole ? node.parent : node;
    const range = this.#context.range(top);
    if (range.endLine - range.line < 3) return range;
    const start = this.#context.start(top);
    const end = this.#context.text.indexOf('\n', start);
    return this.#context.span(start, this.#context.text.slice(start, end).trimEnd().length + start);
  }
}

/** dW[i][j] is a part of dW; grads['dW' + l] and grads[l].W are as they are. */
function withoutIndices(place: string): string {
  let text = place;
  while (text.endsWith(']')) {
    const open = opening(text);
    if (open < 0 || /['"`]/.test(text.slice(open))) return text;
    text = text.slice(0, open);
  }
  return text;
}

function opening(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ']') depth++;
    else if (text[at] === '[' && --depth === 0) return at;
  }
  return -1;
}

function isComputed(place: string): boolean {
  return /\[[^\]]*['"`]\s*\+|\[`[^`]*\$\{|\[[A-Za-z_][^\]]*\]\s*\./.test(place);
}

function boundNames(context: Context, pattern: TS.BindingPattern): string[] {
  const { ts } = context;
  const names: string[] = [];
  for (const element of pattern.elements)
    if (ts.isBindingElement(element) && ts.isIdentifier(element.name)) names.push(element.name.text);
  return names;
}
