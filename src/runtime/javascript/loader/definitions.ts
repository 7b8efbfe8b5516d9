import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import { boundNames } from './names.ts';
import { isAssignment, Purity } from './purity.ts';

/** A source without its top-level work. */
export interface Definitions {
  /** As long as the original, line by line and column by column; what was left out is blank. */
  text: string;
  /** Lines (from 1) whose statements are not run. */
  leftOut: number[];
}

/**
 * Keeps a module's definitions: imports, exports, functions, classes, types, and values that are only made. Training
 * loops, printing, reading files and the DOM are blanked; a variable that such work would set is declared, without a value.
 */
export function definitionsOnly(ts: TypeScriptLibrary, source: ts.SourceFile): Definitions {
  const purity = new Purity(ts, source);
  const edits: Edit[] = [];
  const leftOut: number[] = [];
  for (const statement of source.statements) {
    if (isDefinition(ts, statement, purity)) continue;
    leftOut.push(source.getLineAndCharacterOfPosition(statement.getStart(source)).line + 1);
    edits.push(
      ...(ts.isVariableStatement(statement)
        ? withoutValues(ts, statement, purity, source)
        : [blank(statement, source)]),
    );
  }
  return { text: applyEdits(source.text, edits), leftOut };
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

function blank(node: ts.Node, source: ts.SourceFile): Edit {
  // The semicolon keeps the statement before from running on into the next line.
  return { start: node.getStart(source), end: node.end, text: ';' };
}

function isDefinition(ts: TypeScriptLibrary, statement: ts.Statement, purity: Purity): boolean {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.every(
      ({ initializer }) => initializer === undefined || purity.isPure(initializer),
    );
  }
  if (ts.isExpressionStatement(statement)) return isDefiningExpression(ts, statement.expression, purity);
  if (ts.isExportAssignment(statement)) return purity.isPure(statement.expression);
  if (ts.isBlock(statement)) return statement.statements.every((inner) => isDefinition(ts, inner, purity));
  if (ts.isIfStatement(statement)) {
    const { expression, thenStatement, elseStatement } = statement;
    const mentionsMain = /require\.main|import\.meta|process\.argv/.test(expression.getText());
    if (mentionsMain || !purity.isPure(expression)) return false;
    return (
      isDefinition(ts, thenStatement, purity) &&
      (elseStatement === undefined || isDefinition(ts, elseStatement, purity))
    );
  }
  return isDeclaration(ts, statement);
}

function isDeclaration(ts: TypeScriptLibrary, statement: ts.Statement): boolean {
  return (
    ts.isImportDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isEmptyStatement(statement)
  );
}

/** 'use strict', `module.exports = …`, `Layer.prototype.forward = …`, `W = zeros(3)`, and functions called to define. */
function isDefiningExpression(ts: TypeScriptLibrary, node: ts.Expression, purity: Purity): boolean {
  if (ts.isStringLiteral(node)) return true;
  if (ts.isParenthesizedExpression(node)) return isDefiningExpression(ts, node.expression, purity);
  if (ts.isPrefixUnaryExpression(node)) return isDefiningExpression(ts, node.operand, purity);
  if (ts.isBinaryExpression(node)) {
    if (!isAssignment(ts, node)) return false;
    const isRightDefining = purity.isPure(node.right) || isDefiningExpression(ts, node.right, purity);
    return purity.isPure(node.left) && isRightDefining;
  }
  if (!ts.isCallExpression(node)) return false;
  const callee = node.expression.getText();
  if (/^Object\.(assign|defineProperty|defineProperties|freeze|setPrototypeOf)$/.test(callee))
    return node.arguments.every((arg) => purity.isPure(arg));
  return isWrapper(ts, node) && purity.isPure(node);
}

/** `(function () { … })()`, with or without `.call(this)`. */
function isWrapper(ts: TypeScriptLibrary, node: ts.CallExpression): boolean {
  let callee: ts.Expression = node.expression;
  while (ts.isParenthesizedExpression(callee) || ts.isPropertyAccessExpression(callee)) callee = callee.expression;
  return ts.isFunctionExpression(callee) || ts.isArrowFunction(callee);
}

/** Declares the variables of a statement; those that only work would set stay without a value. */
function withoutValues(
  ts: TypeScriptLibrary,
  statement: ts.VariableStatement,
  purity: Purity,
  source: ts.SourceFile,
): Edit[] {
  const edits: Edit[] = [];
  const list = statement.declarationList;
  const start = list.getStart(source);
  if (source.text.startsWith('const', start)) edits.push({ start, end: start + 5, text: 'let' });
  for (const { name, initializer, end } of list.declarations) {
    if (initializer === undefined || purity.isPure(initializer)) continue;
    if (ts.isIdentifier(name))
      edits.push({ start: source.text.lastIndexOf('=', initializer.getStart(source)), end, text: '' });
    else edits.push({ start: name.getStart(source), end, text: boundNames(ts, name).join(',') });
  }
  return edits;
}

/** Replaces stretches, keeping every line break, and the length wherever the new text is not longer. */
function applyEdits(text: string, edits: Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of edits) {
    const rest = text.slice(start + replacement.length, end).replace(/[^\r\n]/g, ' ');
    result += text.slice(at, start) + replacement + rest;
    at = end;
  }
  return result + text.slice(at);
}
