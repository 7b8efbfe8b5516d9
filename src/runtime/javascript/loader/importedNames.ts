import type { TypeScriptLibrary } from '../loadTypeScript.ts';

/** Names that a source imports from a specifier. */
export function importedFrom(ts: TypeScriptLibrary, text: string, specifier: string): string[] {
  const source = ts.createSourceFile('file.tsx', text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    if (!isImport || statement.moduleSpecifier === undefined) return [];
    if (!ts.isStringLiteral(statement.moduleSpecifier) || statement.moduleSpecifier.text !== specifier) return [];
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
    if (bindings === undefined || !('elements' in bindings)) return [];
    return [...bindings.elements].map((one) => (one.propertyName ?? one.name).text);
  });
}
