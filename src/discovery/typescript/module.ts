import type TS from 'typescript';
import type { CallSite, ImportFacts } from '../../model/facts.ts';
import type { Range } from '../../model/range.ts';
import { type Context, isFunctionValue, memberName } from './context.ts';

/** `import a, { b as c } from 'm'`, `import * as n`, `const { a } = require('m')`, `import x = require('m')`. */
export function readImports(context: Context): ImportFacts[] {
  const { ts } = context;
  const found: ImportFacts[] = [];
  for (const statement of context.source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier))
      found.push(...imported(context, statement));
    else if (ts.isVariableStatement(statement))
      for (const one of statement.declarationList.declarations) found.push(...required(context, one));
    else if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
      const specifier = statement.moduleReference.expression;
      if (ts.isStringLiteral(specifier))
        found.push({ local: statement.name.text, imported: '*', specifier: specifier.text, isNamespace: true });
    }
  }
  return found;
}

function imported(context: Context, node: TS.ImportDeclaration): ImportFacts[] {
  const { ts } = context;
  // `import type` brings no value, and the class or interface behind it says what an argument is.
  const clause = node.importClause;
  if (!clause || !ts.isStringLiteral(node.moduleSpecifier)) return [];
  const specifier = node.moduleSpecifier.text;
  const found: ImportFacts[] = [];
  if (clause.name) found.push({ local: clause.name.text, imported: 'default', specifier, isNamespace: false });
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings))
    found.push({ local: bindings.name.text, imported: '*', specifier, isNamespace: true });
  else if (bindings)
    for (const element of bindings.elements)
      found.push({
        local: element.name.text,
        imported: (element.propertyName ?? element.name).text,
        specifier,
        isNamespace: false,
      });
  return found;
}

function required(context: Context, node: TS.VariableDeclaration): ImportFacts[] {
  const { ts } = context;
  if (!node.initializer) return [];
  let value = context.bare(node.initializer);
  let member: string | null = null;
  if (ts.isPropertyAccessExpression(value)) {
    member = value.name.text;
    value = context.bare(value.expression);
  }
  const argument =
    ts.isCallExpression(value) && context.dotted(value.expression) === 'require' ? value.arguments[0] : undefined;
  if (!argument || !ts.isStringLiteralLike(argument)) return [];
  const specifier = argument.text;
  if (ts.isIdentifier(node.name))
    return [{ local: node.name.text, imported: member ?? '*', specifier, isNamespace: member === null }];
  return node.name.elements.flatMap((element) => {
    if (!ts.isBindingElement(element) || !ts.isIdentifier(element.name)) return [];
    const key = element.propertyName ? memberName(ts, element.propertyName) : element.name.text;
    return [{ local: element.name.text, imported: key ?? element.name.text, specifier, isNamespace: false }];
  });
}

const mostCallSites = 2000;

/** Calls of functions that this module defines or imports, and of methods named like forward and backward. */
export function readCallSites(context: Context, known: ReadonlySet<string>): CallSite[] {
  const { ts } = context;
  const found: CallSite[] = [];
  const visit = (node: TS.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && found.length < mostCallSites) {
      const callee = context.dotted(node.expression);
      const last = callee.slice(callee.lastIndexOf('.') + 1);
      const isWanted = callee !== 'require' && (known.has(callee) || known.has(last));
      if (isWanted && node.arguments?.length)
        found.push({
          callee,
          argumentTexts: node.arguments.map((argument) => context.textOf(argument)),
          range: context.range(node),
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(context.source);
  return found;
}

/** Work at the top of the module beyond definitions: loops, calls whose result is dropped, reading of files. */
export function readSideEffects(context: Context): Range[] {
  const { ts } = context;
  return context.source.statements
    .filter((statement) => hasEffect(context, statement))
    .map((statement) => {
      const start = context.start(statement);
      return context.span(start, statement.end);
    });

  function hasEffect(_: Context, node: TS.Statement): boolean {
    if (ts.isExpressionStatement(node)) return expressionActs(context, context.bare(node.expression));
    if (ts.isVariableStatement(node))
      return node.declarationList.declarations.some(
        (one) => one.initializer !== undefined && readsOutside(context, one.initializer),
      );
    if (ts.isIfStatement(node))
      return (
        !/module\.exports|exports\./.test(context.textOf(node, 500)) ||
        /require\.main/.test(context.textOf(node.expression, 80))
      );
    return (
      ts.isIterationStatement(node, false) ||
      ts.isTryStatement(node) ||
      ts.isThrowStatement(node) ||
      ts.isSwitchStatement(node)
    );
  }
}

function expressionActs(context: Context, node: TS.Expression): boolean {
  const { ts } = context;
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind !== ts.SyntaxKind.EqualsToken
      ? false
      : /^(?:document|window\.on|process)\b/.test(context.dotted(node.left));
  if (ts.isAwaitExpression(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  if (isFunctionValue(ts, context.bare(node.expression)))
    return /console\.|document\.|fs\.|\.train\(/.test(context.textOf(node, 50_000));
  return !/^(?:Object\.(?:assign|defineProperty|freeze|setPrototypeOf)|define|\$\.extend|_\.extend|util\.inherits|inherits)$/.test(
    context.dotted(node.expression),
  );
}

function readsOutside(context: Context, value: TS.Expression): boolean {
  const text = context.textOf(value, 400);
  return (
    !isFunctionValue(context.ts, context.bare(value)) &&
    /\b(?:readFileSync|fetch\(|document\.|process\.argv|window\.|await )/.test(text)
  );
}
