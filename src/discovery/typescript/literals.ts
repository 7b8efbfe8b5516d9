import type TS from 'typescript';
import type { Json } from '../../model/json.ts';
import type { Context } from './context.ts';

const mostNodes = 20_000;

/** The value of an expression that is written out in full; undefined where anything in it is computed. */
export function literalOf(context: Context, node: TS.Expression): Json | undefined {
  let left = mostNodes;
  const { ts } = context;
  const read = (expression: TS.Expression): Json | undefined => {
    if (--left < 0) return undefined;
    const value = context.bare(expression);
    if (ts.isNumericLiteral(value)) return Number(value.text);
    if (ts.isStringLiteralLike(value)) return value.text;
    if (value.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (value.kind === ts.SyntaxKind.FalseKeyword) return false;
    if (value.kind === ts.SyntaxKind.NullKeyword) return null;
    if (ts.isPrefixUnaryExpression(value)) return negated(context, value, read(value.operand));
    if (ts.isArrayLiteralExpression(value)) return list(value.elements, read);
    if (ts.isObjectLiteralExpression(value)) return object(context, value, read);
    if (isTypedArray(context, value)) return value.arguments?.[0] ? read(value.arguments[0]) : undefined;
    return undefined;
  };
  return read(node);
}

function negated(context: Context, node: TS.PrefixUnaryExpression, operand: Json | undefined): Json | undefined {
  if (typeof operand !== 'number') return undefined;
  if (node.operator === context.ts.SyntaxKind.MinusToken) return -operand;
  return node.operator === context.ts.SyntaxKind.PlusToken ? operand : undefined;
}

function list(elements: readonly TS.Expression[], read: (node: TS.Expression) => Json | undefined): Json | undefined {
  const values: Json[] = [];
  for (const element of elements) {
    const value = read(element);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function object(
  context: Context,
  node: TS.ObjectLiteralExpression,
  read: (node: TS.Expression) => Json | undefined,
): Json | undefined {
  const entries: [string, Json][] = [];
  for (const property of node.properties) {
    if (!context.ts.isPropertyAssignment(property)) return undefined;
    const name = property.name;
    const value = read(property.initializer);
    if (value === undefined || !('text' in name)) return undefined;
    entries.push([name.text, value]);
  }
  return Object.fromEntries(entries);
}

/** `new Float64Array([…])` and `Float32Array.from([…])` hold what their list holds. */
function isTypedArray(context: Context, node: TS.Expression): node is TS.NewExpression | TS.CallExpression {
  const { ts } = context;
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  const name = context.dotted(node.expression);
  return (
    node.arguments?.length === 1 &&
    /^(?:Float32|Float64|Int8|Int16|Int32|Uint8|Uint16|Uint32)Array(?:\.from|\.of)?$/.test(name) &&
    context.ts.isArrayLiteralExpression(node.arguments[0] as TS.Expression)
  );
}

/** The words of `case 'relu':` in a switch. */
export function caseWords({ ts }: Context, node: TS.SwitchStatement): string[] {
  return node.caseBlock.clauses.flatMap((clause) =>
    ts.isCaseClause(clause) && ts.isStringLiteralLike(clause.expression) ? [clause.expression.text] : [],
  );
}
