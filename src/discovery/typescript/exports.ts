import type TS from 'typescript';
import type { Context } from './context.ts';

/** Local names that a module hands out, each with its path from the module's namespace. */
export type Exports = Map<string, string[]>;

/** Reads `export {a as b}`, `export default a`, `module.exports = a`, `module.exports = { a, b: c }`, `exports.b = a`. */
export function readExports(context: Context): Exports {
  const found: Exports = new Map();
  const add = (local: string, path: string[]): void => {
    if (!found.has(local)) found.set(local, path);
  };
  for (const statement of context.source.statements) visitStatement(context, statement, add);
  return found;
}

type Add = (local: string, path: string[]) => void;

function visitStatement(context: Context, statement: TS.Statement, add: Add): void {
  const { ts } = context;
  if (ts.isExportDeclaration(statement)) {
    if (statement.moduleSpecifier || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) return;
    for (const element of statement.exportClause.elements)
      add((element.propertyName ?? element.name).text, [element.name.text]);
  } else if (ts.isExportAssignment(statement)) handOut(context, statement.expression, ['default'], add);
  else if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression))
    visitAssignment(context, statement.expression, add);
  else if (ts.isIfStatement(statement)) {
    const branch = statement.thenStatement;
    for (const inner of ts.isBlock(branch) ? branch.statements : [branch]) visitStatement(context, inner, add);
  }
}

function visitAssignment(context: Context, node: TS.BinaryExpression, add: Add): void {
  const path = exportedPath(context, node.left);
  if (!path) return;
  let value = node.right;
  while (context.ts.isBinaryExpression(value) && exportedPath(context, value.left)) value = value.right;
  handOut(context, value, path, add);
}

/** `module.exports` is [], or ['default'] as a whole; `exports.x` and `module.exports.x` are ['x']; null for anything else. */
export function exportedPath(context: Context, target: TS.Expression): string[] | null {
  const parts = context.dotted(target).split('.');
  if (parts[0] === 'module' && parts[1] === 'exports') return parts.length === 2 ? ['default'] : parts.slice(2);
  if (parts[0] === 'exports') return parts.length === 1 ? ['default'] : parts.slice(1);
  return null;
}

/** A name, or an object whose members are names; members of `module.exports = {…}` are exports of their own. */
function handOut(context: Context, expression: TS.Expression, path: string[], add: Add): void {
  const { ts } = context;
  const value = context.bare(expression);
  if (ts.isIdentifier(value)) return add(value.text, path);
  if (ts.isNewExpression(value) || !ts.isObjectLiteralExpression(value)) return;
  const base = isCommonJs(context, expression) && path[0] === 'default' ? path.slice(1) : path;
  for (const property of value.properties) {
    if (ts.isShorthandPropertyAssignment(property)) add(property.name.text, [...base, property.name.text]);
    else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name)) {
      const inner = context.bare(property.initializer);
      if (ts.isIdentifier(inner)) add(inner.text, [...base, property.name.text]);
    }
  }
}

function isCommonJs(context: Context, expression: TS.Expression): boolean {
  return context.ts.isBinaryExpression(expression.parent);
}
