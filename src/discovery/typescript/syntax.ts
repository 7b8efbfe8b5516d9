import type TS from 'typescript';
import type { FieldFacts } from '../../model/facts.ts';
import { type Context, type FunctionNode, isFunctionValue, memberName } from './context.ts';

/** The statements of a block or of the clauses of a switch. */
export function statementsOf(ts: Context['ts'], node: TS.Block | TS.CaseBlock): readonly TS.Node[] {
  return ts.isBlock(node) ? node.statements : node.clauses.flatMap((clause) => [...clause.statements]);
}

/** A constructor function fills `this` and is named like a class. */
export function isMaker(context: Context, node: FunctionNode): boolean {
  const { ts } = context;
  const name = node.name && ts.isIdentifier(node.name) ? node.name.text : nameOfHolder(context, node);
  if (ts.isArrowFunction(node) || !node.body || !ts.isBlock(node.body) || !/^_?\p{Lu}/u.test(name)) return false;
  return (
    node.body.statements.some((statement) => /^\s*this\s*\./.test(context.textOf(statement, 40))) ||
    /\bthis\.\w+ *=[^=]/.test(context.textOf(node.body, 20_000))
  );
}

function nameOfHolder(context: Context, node: TS.Node): string {
  const parent = node.parent;
  if (context.ts.isVariableDeclaration(parent) && context.ts.isIdentifier(parent.name)) return parent.name.text;
  if (context.ts.isBinaryExpression(parent)) return context.dotted(parent.left).split('.').at(-1) ?? '';
  return '';
}

/** Local names that a wrapper's function returns or puts on its exports, each with its key ('' for the whole). */
export function handedOut(context: Context, body: TS.Block): Map<string, string> {
  const { ts } = context;
  const found = new Map<string, string>();
  for (const statement of body.statements) {
    if (!ts.isReturnStatement(statement) || !statement.expression) continue;
    const value = context.bare(statement.expression);
    if (ts.isIdentifier(value)) found.set(value.text, '');
    if (!ts.isObjectLiteralExpression(value)) continue;
    for (const property of value.properties) {
      const key = property.name ? memberName(ts, property.name) : null;
      if (key === null) continue;
      if (ts.isShorthandPropertyAssignment(property)) found.set(key, key);
      else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer))
        found.set(property.initializer.text, key);
    }
  }
  return found;
}

/** Names that a statement with an `export` modifier declares. */
export function exportedNames(ts: Context['ts'], statement: TS.Statement): string[] {
  if (
    !ts.canHaveModifiers(statement) ||
    !ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
  )
    return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((one) => (ts.isIdentifier(one.name) ? [one.name.text] : []));
  const named = statement as TS.Statement & { name?: TS.Node };
  return named.name && ts.isIdentifier(named.name) ? [named.name.text] : [];
}

/** Properties of a class that are not functions. */
export function fieldsOf(context: Context, node: TS.ClassLikeDeclaration): FieldFacts[] {
  const { ts } = context;
  const fields: FieldFacts[] = [];
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || (member.initializer && isFunctionValue(ts, member.initializer))) continue;
    const name = memberName(ts, member.name);
    if (name === null) continue;
    const initialText = member.initializer ? context.textOf(member.initializer) : null;
    fields.push({
      name,
      type: member.type ? context.textOf(member.type) : null,
      initialText,
      range: context.range(member),
    });
  }
  return fields;
}
