import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import type { Span } from './schema.ts';

/** What backward has at hand, to be put in the place of something else. */
export interface Pools {
  /** Names of values, but for those that run in a loop. */
  names: string[];
  /** Names that loops and callbacks count in. */
  counters: string[];
  /** Fields by the object that they are read from: `cache` has z and a. */
  fields: Map<string, string[]>;
  /** Whole chains that stand for a number: `z[i]`, `p.Uh[i][j]`, `x.length`. */
  chains: string[];
  /** Everything that is multiplied or divided by somewhere. */
  factors: string[];
  /** Functions of one argument that are called. */
  functions: string[];
}

/** Reads the pools out of the functions that may be changed. */
export function poolsOf(ts: TypeScriptLibrary, source: ts.SourceFile, spans: readonly Span[]): Pools {
  const [names, counters, chains, factors, functions] = Array.from({ length: 5 }, () => new Set<string>());
  const fields = new Map<string, Set<string>>();
  const [indexed, indices, later, functionNames] = Array.from({ length: 4 }, () => new Set<string>()) as [
    Set<string>,
    Set<string>,
    Set<string>,
    Set<string>,
  ];
  const isInside = (node: ts.Node): boolean =>
    spans.some(({ start, end }) => node.getStart(source) >= start && node.end <= end);

  function visit(node: ts.Node): void {
    if (isInside(node)) read(node);
    ts.forEachChild(node, visit);
  }

  function read(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isParameter(node)) declare(node);
    else if (ts.isPropertyAccessExpression(node)) readField(node);
    else if (ts.isCallExpression(node) && node.arguments.length === 1 && !ts.isArrowFunction(node.arguments[0]!))
      functions!.add(node.expression.getText(source));
    if (ts.isElementAccessExpression(node)) {
      indexed.add(node.expression.getText(source));
      indices.add(node.argumentExpression.getText(source));
    }
    if (ts.isPropertyAccessExpression(node)) indexed.add(node.expression.getText(source));
    if (isChain(ts, node)) chains!.add(node.getText(source));
    if (isFactor(node)) factors!.add(node.getText(source));
  }

  function isFactor(node: ts.Node): boolean {
    const { parent } = node;
    if (!ts.isBinaryExpression(parent) || ts.isNumericLiteral(node) || node === parent.operatorToken) return false;
    const { AsteriskToken, SlashToken, AsteriskAsteriskToken } = ts.SyntaxKind;
    return [AsteriskToken, SlashToken, AsteriskAsteriskToken].some((kind) => kind === parent.operatorToken.kind);
  }

  function declare(node: ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration): void {
    if (!ts.isIdentifier(node.name)) return;
    const isFunction = node.initializer !== undefined && ts.isFunctionLike(node.initializer);
    if (isFunction) functionNames.add(node.name.text);
    const isOfLoop = ts.isVariableDeclaration(node) && ts.isForStatement(node.parent.parent);
    const isIndex = ts.isParameter(node) && ts.isArrowFunction(node.parent) && node.parent.parameters.indexOf(node) > 0;
    if (isOfLoop) counters!.add(node.name.text);
    if (isIndex) later.add(node.name.text);
    if (!isOfLoop && !isFunction) names!.add(node.name.text);
  }

  function readField({ expression, name, parent }: ts.PropertyAccessExpression): void {
    const isCalled = ts.isCallExpression(parent) && (parent.expression as ts.Node) === name.parent;
    const holder = expression.getText(source);
    if (isCalled || name.text === 'length' || holder === 'Math') return;
    fields.set(holder, (fields.get(holder) ?? new Set()).add(name.text));
  }

  visit(source);
  // The second argument of `map` counts, that of `zip(a, b, (x, y) => …)` does not.
  for (const name of later) if (indices.has(name)) counters!.add(name);
  // What is indexed somewhere is an array, and what loops count in is no factor.
  const isNumber = (one: string): boolean =>
    !counters!.has(one) && !indexed.has(one) && !functionNames.has(one) && one.length < 60;
  return {
    names: [...names!],
    counters: [...counters!],
    fields: new Map([...fields].map(([holder, found]) => [holder, [...found]])),
    chains: [...chains!].filter(isNumber),
    factors: [...factors!].filter(isNumber),
    functions: [...functions!].filter((name) => /^(?:Math\.)?\w+$/.test(name)).slice(0, 6),
  };
}

/** A name with its fields and indices, as far as they go; what is called is none. */
export function isChain(ts: TypeScriptLibrary, node: ts.Node): node is ts.Expression {
  const isPart = ts.isIdentifier(node) || ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node);
  if (!isPart || !ts.isExpressionStatement(node.parent)) {
    const { parent } = node;
    const isInner =
      ((ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) && parent.expression === node) ||
      (ts.isPropertyAccessExpression(parent) && (parent.name as ts.Node) === node);
    return isPart && !isInner && isRead(ts, node);
  }
  return false;
}

const mutators = /^(?:push|fill|set|sort|splice|pop|shift|unshift|reverse|copyWithin)$/;

/** True where the node stands for a value that is read, and another expression may stand there instead. */
export function isRead(ts: TypeScriptLibrary, node: ts.Node): boolean {
  let top = node;
  for (;;) {
    const { parent } = top;
    if (ts.isPropertyAccessExpression(parent) && (parent.name as ts.Node) === top) return false;
    const isHeld =
      (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) && parent.expression === top;
    if (!isHeld) break;
    if (ts.isPropertyAccessExpression(parent) && mutators.test(parent.name.text)) return false;
    top = parent;
  }
  const { parent } = top;
  if (ts.isCallExpression(parent) && parent.expression === top) return top !== node;
  if (ts.isBinaryExpression(parent) && parent.left === top && isAssignment(ts, parent.operatorToken.kind)) return false;
  if (ts.isPostfixUnaryExpression(parent)) return false;
  if (
    ts.isPrefixUnaryExpression(parent) &&
    parent.operator >= ts.SyntaxKind.PlusPlusToken &&
    parent.operator <= ts.SyntaxKind.MinusMinusToken
  )
    return false;
  const isName =
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isFunctionLike(parent)) &&
    (parent as { name?: ts.Node }).name === top;
  const isDeclared = ts.isBindingElement(parent) || ts.isShorthandPropertyAssignment(parent);
  return !isName && !isDeclared && !ts.isForOfStatement(parent) && !ts.isNewExpression(parent);
}

export function isAssignment(ts: TypeScriptLibrary, kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
