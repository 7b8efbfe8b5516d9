import type ts from 'typescript';
import { scriptPackages } from '../faults.ts';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import { topLevel, type TopLevel } from './names.ts';

/** What decides how a source must be transpiled and wrapped. */
export interface Analysis extends TopLevel {
  /** It has import or export declarations, import.meta or top-level await. */
  isModule: boolean;
  /** It assigns module.exports or exports.x, or has TypeScript's `export =` or `import x = require()`. */
  isCommonJs: boolean;
  hasTopLevelAwait: boolean;
  /** It has syntax that Node does not know, even as JavaScript: JSX, decorators, accessors, using. */
  isExtended: boolean;
  /** Names that Node gives only to CommonJS modules, used and not declared: require, __dirname, __filename. */
  commonJsNames: string[];
  /** Names that a script tag would bring, used and not declared. */
  scriptNames: string[];
  /** Names that are used, declared nowhere in the source, and no globals of Node. */
  freeNames: string[];
}

/** Reads one source file. */
export function analyse(ts: TypeScriptLibrary, source: ts.SourceFile): Analysis {
  const names = topLevel(ts, source);
  const seen: Seen = {
    used: new Set(),
    declared: new Set(names.values),
    exportsAssigned: false,
    awaits: false,
    extended: false,
  };
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    see(ts, node, seen, isInFunction);
    ts.forEachChild(node, (child) => visit(child, isInFunction || ts.isFunctionLike(node)));
  };
  visit(source, false);
  const isFree = (name: string): boolean => seen.used.has(name) && !seen.declared.has(name);
  return {
    ...names,
    isModule: ts.isExternalModule(source) || seen.awaits,
    isCommonJs: (seen.exportsAssigned && (isFree('module') || isFree('exports'))) || hasRequireSyntax(ts, source),
    hasTopLevelAwait: seen.awaits,
    isExtended: seen.extended,
    commonJsNames: ['require', '__dirname', '__filename'].filter(isFree),
    scriptNames: Object.keys(scriptPackages).filter((name) => isFree(name) && !(name in globalThis)),
    freeNames: [...seen.used].filter((name) => isFree(name) && !(name in globalThis) && !nodeNames.has(name)),
  };
}

const nodeNames = new Set(['require', 'module', 'exports', '__dirname', '__filename', 'undefined', 'arguments']);

interface Seen {
  used: Set<string>;
  declared: Set<string>;
  exportsAssigned: boolean;
  awaits: boolean;
  extended: boolean;
}

function see(ts: TypeScriptLibrary, node: ts.Node, seen: Seen, isInFunction: boolean): void {
  if (ts.isIdentifier(node)) {
    if (isDeclaration(ts, node)) seen.declared.add(node.text);
    else if (isReference(ts, node)) seen.used.add(node.text);
  }
  seen.extended ||= isExtendedSyntax(ts, node);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    seen.exportsAssigned ||= /^(module\.exports|exports)\b/.test(node.left.getText());
  }
  if (
    !isInFunction &&
    (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined))
  ) {
    seen.awaits = true;
  }
}

function isExtendedSyntax(ts: TypeScriptLibrary, node: ts.Node): boolean {
  if (ts.isVariableDeclarationList(node)) return (node.flags & ts.NodeFlags.Using) !== 0;
  return (
    ts.isJsxOpeningLikeElement(node) ||
    ts.isJsxFragment(node) ||
    node.kind === ts.SyntaxKind.Decorator ||
    node.kind === ts.SyntaxKind.AccessorKeyword
  );
}

function isDeclaration(ts: TypeScriptLibrary, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return parent.name === node;
  if (ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent) || ts.isEnumDeclaration(parent))
    return parent.name === node;
  return ts.isImportClause(parent) || ts.isNamespaceImport(parent) || ts.isImportSpecifier(parent);
}

/** False for names of properties and types. */
function isReference(ts: TypeScriptLibrary, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent))
    return parent.name !== node;
  return !ts.isTypeReferenceNode(parent) && !ts.isQualifiedName(parent);
}

function hasRequireSyntax(ts: TypeScriptLibrary, source: ts.SourceFile): boolean {
  return source.statements.some(
    (statement) =>
      (ts.isExportAssignment(statement) && statement.isExportEquals === true) ||
      (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)),
  );
}
