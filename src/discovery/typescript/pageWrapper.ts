import type TS from 'typescript';
import type { TypeScript } from './context.ts';

/**
 * A script's text without the functions that stand around its definitions: `(function () { … })();`, and handlers
 * that run once the page is there. What is taken away is blanked, so that lines and columns stay. Null where there
 * is no such function, or where its names would clash with those outside.
 */
export function withoutPageWrapper(ts: TypeScript, source: TS.SourceFile): string | null {
  const outside = new Set(source.statements.flatMap((statement) => namesOf(ts, statement)));
  const edits: [from: number, to: number, text: string][] = [];
  for (const statement of source.statements) {
    const wrapper = wrapperOf(ts, statement);
    const names = wrapper?.body.statements.flatMap((one) => namesOf(ts, one)) ?? [];
    if (!wrapper || !definesFunctions(ts, wrapper.body) || names.some((name) => outside.has(name))) continue;
    for (const name of names) outside.add(name);
    const page = pageName(wrapper.parameters);
    // Node has no window; what is put on the page is put on its own global object.
    const start = page === null || /^global/.test(page) ? ';' : `;var ${page}=globalThis;`;
    edits.push([statement.getStart(source), wrapper.body.getStart(source) + 1, start]);
    edits.push(...withoutReturns(ts, source, wrapper.body), [wrapper.body.end - 1, statement.end, ';']);
  }
  return edits.length === 0 ? null : applied(source.text, edits);
}

type Wrapper = (TS.FunctionExpression | TS.ArrowFunction) & { body: TS.Block };

function wrapperOf(ts: TypeScript, statement: TS.Statement): Wrapper | null {
  if (!ts.isExpressionStatement(statement)) return null;
  const node = bare(ts, statement.expression);
  const found = ts.isCallExpression(node)
    ? (calledAtOnce(ts, node) ?? pageHandler(ts, node))
    : assignedHandler(ts, node);
  return found !== null && isWrapper(ts, found) && !handsOutMembers(ts, found, isPageHanded(ts, node, found))
    ? found
    : null;
}

/** `(function () { … })()`, `(() => { … })()`, `(function () { … }).call(this)`. */
function calledAtOnce(ts: TypeScript, { expression }: TS.CallExpression): TS.Expression | null {
  const callee = bare(ts, expression);
  const isMember = ts.isPropertyAccessExpression(callee) && /^(?:call|apply)$/.test(callee.name.text);
  const inner = isMember ? bare(ts, callee.expression) : callee;
  return ts.isFunctionExpression(inner) || ts.isArrowFunction(inner) ? inner : null;
}

/** `document.addEventListener('DOMContentLoaded', () => { … })`, `$(function () { … })`, `$(document).ready(…)`. */
function pageHandler(ts: TypeScript, { expression, arguments: given }: TS.CallExpression): TS.Expression | null {
  const callee = expression.getText();
  const [first] = given;
  const isLoad = first !== undefined && ts.isStringLiteralLike(first) && /^(?:DOMContentLoaded|load)$/.test(first.text);
  if (/(?:^|\.)addEventListener$/.test(callee) && isLoad) return given[1] ?? null;
  return /^(?:\$|jQuery)$|\.ready$/.test(callee) ? (first ?? null) : null;
}

/** `window.onload = function () { … }`. */
function assignedHandler(ts: TypeScript, node: TS.Expression): TS.Expression | null {
  const isAssignment = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssignment && /^(?:window\.)?onload$/.test(node.left.getText()) ? node.right : null;
}

function isWrapper(ts: TypeScript, node: TS.Expression): node is Wrapper {
  return (ts.isFunctionExpression(node) || ts.isArrowFunction(node)) && ts.isBlock(node.body) && !node.asteriskToken;
}

/**
 * `(function (exports) { exports.forward = … })(window)`: what it defines is reached through what it was handed. What is only
 * put on the page, `global.Net = Net`, is defined beside that.
 */
function handsOutMembers(ts: TypeScript, { parameters, body }: Wrapper, isPage: boolean): boolean {
  const names = new Set(parameters.map(({ name }) => name.getText()));
  const isDefinition = (node: TS.Expression): boolean =>
    ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node);
  return body.statements.some((one) => {
    if (!ts.isExpressionStatement(one) || !ts.isBinaryExpression(one.expression)) return false;
    const { left, right } = one.expression;
    if (!ts.isPropertyAccessExpression(left)) return false;
    const isHanded = names.has(left.expression.getText()) && (!isPage || isDefinition(right));
    return isHanded || /^module\.exports$/.test(left.getText());
  });
}

/** `(function (global) { … })(typeof window !== 'undefined' ? window : globalThis)`: what it is handed is the page itself. */
function isPageHanded(ts: TypeScript, node: TS.Expression, { parameters }: Wrapper): boolean {
  const given = ts.isCallExpression(node) ? node.arguments : [];
  const isPage = given.every((one) => /\b(?:window|globalThis|self|this)\b/.test(one.getText()));
  return given.length === 1 && isPage && pageName(parameters) !== null;
}

function pageName(parameters: readonly TS.ParameterDeclaration[]): string | null {
  const name = parameters.length === 1 ? parameters[0]?.name.getText() : undefined;
  return name !== undefined && /^(?:global|globalThis|window|win|root|self)$/.test(name) ? name : null;
}

function definesFunctions(ts: TypeScript, body: TS.Block): boolean {
  return body.statements.some(
    (one) =>
      ts.isFunctionDeclaration(one) ||
      ts.isClassDeclaration(one) ||
      (ts.isVariableStatement(one) &&
        one.declarationList.declarations.some(
          ({ initializer }) =>
            initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
        )),
  );
}

function namesOf(ts: TypeScript, statement: TS.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

/** A script's top level returns nothing: `return x;` becomes `void   x;`. */
function withoutReturns(ts: TypeScript, source: TS.SourceFile, body: TS.Block): [number, number, string][] {
  const found: [number, number, string][] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node)) {
      const start = node.getStart(source);
      found.push([start, start + 'return'.length, node.expression ? 'void' : '']);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

function bare(ts: TypeScript, node: TS.Expression): TS.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isPrefixUnaryExpression(inner) || ts.isVoidExpression(inner))
    inner = ts.isPrefixUnaryExpression(inner) ? inner.operand : inner.expression;
  return inner;
}

function applied(text: string, edits: readonly [number, number, string][]): string {
  let result = '';
  let at = 0;
  for (const [from, to, replacement] of edits) {
    result += text.slice(at, from) + replacement + text.slice(from + replacement.length, to).replace(/[^\r\n]/g, ' ');
    at = to;
  }
  return result + text.slice(at);
}
