import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';

/**
 * Definitions that survive each other: a value that cannot be made here (its library is missing, its page is not
 * there) stays undefined, and what stands below it is still defined. Lines stay; columns behind a guard move.
 */
export function guarded(ts: TypeScriptLibrary, source: ts.SourceFile): string {
  const inserts: { at: number; text: string }[] = [];
  const around = (node: ts.Node, before: string, after: string): void => {
    inserts.push({ at: node.getStart(source), text: before }, { at: node.end, text: after });
  };
  for (const statement of source.statements) {
    const base = ts.isClassDeclaration(statement) ? baseOf(ts, statement) : null;
    if (base !== null && !awaits(ts, base)) around(base, '((()=>{try{return ', '}catch{}})()??class{})');
    if (ts.isExpressionStatement(statement) && !ts.isStringLiteral(statement.expression)) {
      if (!awaits(ts, statement)) around(statement, 'try{', ';}catch{}');
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (initializer === undefined || cannotThrow(ts, initializer) || awaits(ts, initializer)) continue;
        const otherwise = ts.isIdentifier(name) ? '' : ts.isArrayBindingPattern(name) ? '??[]' : '??{}';
        around(initializer, '((()=>{try{return(', `)}catch{}})()${otherwise})`);
      }
    }
  }
  return withInserts(source.text, inserts);
}

/** What a class extends; it may be missing here (HTMLElement, a class of another script). */
function baseOf(ts: TypeScriptLibrary, node: ts.ClassDeclaration): ts.Expression | null {
  const clause = node.heritageClauses?.find((one) => one.token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression ?? null;
}

function cannotThrow(ts: TypeScriptLibrary, node: ts.Expression): boolean {
  return (
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassExpression(node) ||
    ts.isLiteralExpression(node)
  );
}

function awaits(ts: TypeScriptLibrary, node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  return ts.isAwaitExpression(node) || (ts.forEachChild(node, (child) => awaits(ts, child) || undefined) ?? false);
}

function withInserts(text: string, inserts: { at: number; text: string }[]): string {
  let result = '';
  let from = 0;
  for (const { at, text: inserted } of inserts) {
    result += text.slice(from, at) + inserted;
    from = at;
  }
  return result + text.slice(from);
}
