import type TS from 'typescript';
import type { ReturnFacts } from '../../model/facts.ts';
import { groupName, isConversion, tellingOperand } from '../elementNames.ts';
import { type Context, isFunctionValue, memberName } from './context.ts';

/** What one `return`, or the expression of an arrow function, hands back. */
export function returnOf(context: Context, statement: TS.Node, value: TS.Expression | undefined): ReturnFacts {
  return { range: context.range(statement), ...kindOf(context, value) };
}

function kindOf(context: Context, value: TS.Expression | undefined): Pick<ReturnFacts, 'kind' | 'names'> {
  const { ts } = context;
  if (!value) return { kind: 'nothing', names: [] };
  let node = context.bare(value);
  if (ts.isAwaitExpression(node)) node = context.bare(node.expression);
  if (ts.isObjectLiteralExpression(node)) return { kind: 'object', names: objectNames(context, node) };
  if (ts.isArrayLiteralExpression(node))
    return { kind: 'tuple', names: node.elements.map((element) => nameOf(context, element)) };
  if (ts.isCallExpression(node) || ts.isNewExpression(node))
    return { kind: 'call', names: [context.dotted(node.expression)] };
  if (isFunctionValue(ts, node)) return { kind: 'function', names: node.name ? [node.name.text] : [] };
  if (ts.isNumericLiteral(node)) return { kind: 'number', names: [] };
  const isPlace = !ts.isBinaryExpression(node) && !ts.isPrefixUnaryExpression(node);
  const name = isPlace ? nameOf(context, node) : '';
  if (name !== '') return { kind: 'name', names: [name] };
  return { kind: ts.isBinaryExpression(node) || ts.isPrefixUnaryExpression(node) ? 'number' : 'other', names: [] };
}

function objectNames(context: Context, node: TS.ObjectLiteralExpression): string[] {
  const names: string[] = [];
  for (const property of node.properties) {
    const name = property.name ? memberName(context.ts, property.name) : null;
    if (name !== null) names.push(name);
    else if (context.ts.isSpreadAssignment(property)) names.push(`...${nameOf(context, property.expression)}`);
  }
  return names;
}

function nameOf(context: Context, node: TS.Expression): string {
  const { ts } = context;
  const inner = context.bare(node);
  if (ts.isIdentifier(inner)) return inner.text;
  if (ts.isPropertyAccessExpression(inner)) return context.dotted(inner);
  if (inner.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (ts.isObjectLiteralExpression(inner)) return groupName(objectNames(context, inner));
  if (ts.isBinaryExpression(inner)) return tellingOperand([inner.left, inner.right].map((one) => nameOf(context, one)));
  if (ts.isPrefixUnaryExpression(inner)) return tellingOperand([nameOf(context, inner.operand)]);
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) return convertedName(context, inner);
  return '';
}

/** `Number(loss)` is still the loss. */
function convertedName(context: Context, call: TS.CallExpression | TS.NewExpression): string {
  const given = call.arguments?.[0];
  return given && isConversion(context.dotted(call.expression)) ? nameOf(context, given) : '';
}
