import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';

/** What a module's top level binds and exports. */
export interface TopLevel {
  /** Bindings that exist when the module runs: variables, functions, classes, enums, namespaces, imports. */
  values: string[];
  /** Those of them that are declared by let or var: functions of the module may give them other values. */
  variables: string[];
  /** Exported names behind which there is only a type: nothing is left of them after transpiling. */
  exportedTypes: string[];
}

/** Reads the top-level names of a module. */
export function topLevel(ts: TypeScriptLibrary, source: ts.SourceFile): TopLevel {
  const values = new Set<string>();
  const types = new Set<string>();
  const exported = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      types.add(statement.name.text);
      if (isExported(ts, statement)) exported.add(statement.name.text);
    } else if (isAmbient(ts, statement)) {
      for (const name of declaredNames(ts, statement)) {
        types.add(name);
        if (isExported(ts, statement)) exported.add(name);
      }
    } else {
      for (const name of declaredNames(ts, statement)) values.add(name);
      for (const name of importedTypes(ts, statement)) types.add(name);
    }
  }
  for (const name of exportedTypeNames(ts, source, types)) exported.add(name);
  return {
    values: [...values],
    variables: source.statements.flatMap((statement) => mutableNames(ts, statement)),
    exportedTypes: [...exported].filter((name) => !values.has(name) && name !== 'default'),
  };
}

/** Names that one statement binds. */
export function declaredNames(ts: TypeScriptLibrary, statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(ts, name));
  }
  if (ts.isImportDeclaration(statement)) return importedNames(ts, statement);
  if (ts.isImportEqualsDeclaration(statement)) return statement.isTypeOnly ? [] : [statement.name.text];
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name === undefined ? [] : [statement.name.text];
  }
  if (ts.isEnumDeclaration(statement)) return [statement.name.text];
  if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name)) return [statement.name.text];
  return [];
}

function mutableNames(ts: TypeScriptLibrary, statement: ts.Statement): string[] {
  if (!ts.isVariableStatement(statement) || isAmbient(ts, statement)) return [];
  return (statement.declarationList.flags & ts.NodeFlags.Const) === 0 ? declaredNames(ts, statement) : [];
}

/** Names bound by a pattern: `{ a, b: [c] }` binds a and c. */
export function boundNames(ts: TypeScriptLibrary, name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(ts, element.name)));
}

function importedNames(ts: TypeScriptLibrary, { importClause }: ts.ImportDeclaration): string[] {
  if (importClause === undefined || isTypeImport(ts, importClause)) return [];
  const names = importClause.name === undefined ? [] : [importClause.name.text];
  const bindings = importClause.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, bindings.name.text];
  return [...names, ...bindings.elements.filter((one) => !one.isTypeOnly).map((one) => one.name.text)];
}

function importedTypes(ts: TypeScriptLibrary, statement: ts.Statement): string[] {
  if (!ts.isImportDeclaration(statement) || statement.importClause === undefined) return [];
  const { name, namedBindings } = statement.importClause;
  const isTypeOnly = isTypeImport(ts, statement.importClause);
  const elements = namedBindings !== undefined && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  const named = elements.filter((one) => isTypeOnly || one.isTypeOnly).map((one) => one.name.text);
  return isTypeOnly && name !== undefined ? [...named, name.text] : named;
}

function isTypeImport(ts: TypeScriptLibrary, clause: ts.ImportClause): boolean {
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** `export type { T }`, `export type { T } from './t'`, and `export { T }` of a local type. */
function exportedTypeNames(ts: TypeScriptLibrary, source: ts.SourceFile, types: Set<string>): string[] {
  return source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return [];
    if (!ts.isNamedExports(statement.exportClause))
      return statement.isTypeOnly ? [statement.exportClause.name.text] : [];
    const isForeign = statement.moduleSpecifier !== undefined;
    return statement.exportClause.elements
      .filter(
        (one) =>
          statement.isTypeOnly || one.isTypeOnly || (!isForeign && types.has((one.propertyName ?? one.name).text)),
      )
      .map((one) => one.name.text);
  });
}

function modifiersOf(ts: TypeScriptLibrary, statement: ts.Statement): readonly ts.Modifier[] {
  return ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
}

export function isExported(ts: TypeScriptLibrary, statement: ts.Statement): boolean {
  return modifiersOf(ts, statement).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
}

/** `declare …`: nothing is left of it. */
function isAmbient(ts: TypeScriptLibrary, statement: ts.Statement): boolean {
  return modifiersOf(ts, statement).some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword);
}
