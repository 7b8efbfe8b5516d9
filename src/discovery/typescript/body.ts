import type TS from 'typescript';
import type { ReturnFacts, Site } from '../../model/facts.ts';
import { type Context, type FunctionNode } from './context.ts';
import { literalOf } from './literals.ts';
import { returnOf } from './returns.ts';
import { SiteReader } from './sites.ts';
import { type ParameterUse, UseReader } from './uses.ts';

/** Everything that one walk over a function's body finds. */
export interface BodyFacts {
  returns: ReturnFacts[];
  calls: string[];
  names: string[];
  reads: string[];
  writes: string[];
  constants: { name: string; value: number }[];
  readsColumn?: boolean;
  sites: Site[];
}

const mostCalls = 300;
const mostNames = 300;

/**
 * Walks a body once. Functions inside it count as part of it (a closure does its maker's work), except for their returns.
 * @param uses one entry for each named parameter, filled in on the way
 */
export function readBody(context: Context, node: FunctionNode, uses: ReadonlyMap<string, ParameterUse>): BodyFacts {
  const { ts } = context;
  const body = node.body;
  const facts: BodyFacts = {
    returns: [],
    calls: [],
    names: [],
    reads: [],
    writes: [],
    constants: [],
    sites: [],
  };
  if (!body) return facts;
  const sites = new SiteReader(context);
  const useReader = new UseReader(context, uses);
  const calls = new Set<string>();
  const names = new Set<string>();
  const fields = new FieldReader(context);
  const visit = (child: TS.Node, depth: number): void => {
    if (ts.isTypeNode(child)) return;
    if (ts.isIdentifier(child)) {
      useReader.visit(child);
      if (names.size < mostNames && isReference(ts, child)) names.add(child.text);
      return;
    }
    sites.visit(child);
    if (isColumnEntry(ts, child)) facts.readsColumn = true;
    if (ts.isCallExpression(child) || ts.isNewExpression(child)) {
      const callee = context.dotted(child.expression);
      if (callee !== '' && calls.size < mostCalls) calls.add(callee);
    } else if (ts.isReturnStatement(child)) {
      if (depth === 0) {
        facts.returns.push(returnOf(context, child, child.expression));
        if (child.expression) sites.returned(child.expression);
      }
    } else {
      if (ts.isVariableDeclaration(child)) facts.constants.push(...constantOf(context, child));
      fields.visit(child);
    }
    const inner = ts.isFunctionLike(child) || ts.isClassLike(child) ? depth + 1 : depth;
    ts.forEachChild(child, (grandchild) => visit(grandchild, inner));
  };
  if (!ts.isBlock(body)) {
    facts.returns.push(returnOf(context, body, body));
    sites.returned(body);
  }
  visit(body, 0);
  const found = { ...facts, calls: [...calls], names: [...names] };
  return { ...found, reads: [...fields.reads], writes: [...fields.writes], sites: sites.sites() };
}

/** `out.data[i][0]`, read and not set. */
function isColumnEntry(ts: Context['ts'], node: TS.Node): boolean {
  if (!ts.isElementAccessExpression(node) || !ts.isNumericLiteral(node.argumentExpression)) return false;
  const { expression, parent } = node;
  const row = ts.isNonNullExpression(expression) ? expression.expression : expression;
  const isSet =
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return (
    !isSet &&
    node.argumentExpression.text === '0' &&
    ts.isElementAccessExpression(row) &&
    ts.isIdentifier(row.argumentExpression) &&
    ts.isPropertyAccessExpression(row.expression) &&
    /^_?(?:data|matrix|values|elements)$/.test(row.expression.name.text)
  );
}

/** Neither the name of a member nor the key of an object. */
function isReference(ts: Context['ts'], node: TS.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(ts.isPropertyAssignment(parent) && parent.name === node);
}

function constantOf(context: Context, { name, initializer }: TS.VariableDeclaration): BodyFacts['constants'] {
  const value = initializer && context.ts.isIdentifier(name) ? literalOf(context, initializer) : undefined;
  return typeof value === 'number' ? [{ name: name.getText(), value }] : [];
}

/** Fields of `this` that a body reads and writes; `this.W[i] = …` and `this.W.x = …` write W. */
class FieldReader {
  readonly reads = new Set<string>();
  readonly writes = new Set<string>();
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  visit(node: TS.Node): void {
    const { ts } = this.#context;
    if (ts.isVariableDeclaration(node)) return this.#destructured(node);
    if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword) return;
    const name = node.name.text;
    const use = this.#useOf(node);
    if (use !== 'write') this.reads.add(name);
    if (use !== 'read') this.writes.add(name);
  }

  #useOf(node: TS.PropertyAccessExpression): 'read' | 'write' | 'both' {
    const { ts } = this.#context;
    let top: TS.Expression = node;
    while (
      (ts.isElementAccessExpression(top.parent) || ts.isPropertyAccessExpression(top.parent)) &&
      top.parent.expression === top
    )
      top = top.parent;
    const parent = top.parent;
    if (ts.isBinaryExpression(parent) && parent.left === top) {
      const operator = parent.operatorToken.kind;
      if (operator === ts.SyntaxKind.EqualsToken) return 'write';
      if (operator > ts.SyntaxKind.EqualsToken && operator <= ts.SyntaxKind.LastAssignment) return 'both';
    }
    if (ts.isPostfixUnaryExpression(parent)) return 'both';
    if (ts.isArrayLiteralExpression(parent) && ts.isBinaryExpression(parent.parent) && parent.parent.left === parent)
      return 'write';
    const isChanged = ts.isCallExpression(parent) && ts.isPropertyAccessExpression(top) && CHANGES.test(top.name.text);
    return isChanged && top !== node ? 'both' : 'read';
  }

  /** `const { W, b } = this` reads both. */
  #destructured(node: TS.VariableDeclaration): void {
    const { ts } = this.#context;
    if (node.initializer?.kind !== ts.SyntaxKind.ThisKeyword || !ts.isObjectBindingPattern(node.name)) return;
    for (const element of node.name.elements) {
      const name = element.propertyName ?? element.name;
      if (ts.isIdentifier(name)) this.reads.add(name.text);
    }
  }
}

/** Methods that change what they are called on. */
const CHANGES = /^(?:push|unshift|pop|shift|fill|set|splice|add|sub|subtract|addInPlace|mutate|assign)$/;
