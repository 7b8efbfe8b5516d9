import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import type ts from 'typescript';
import { fault, GradientCheckError } from '../../../model/fault.ts';
import { withoutPageWrapper } from '../../../discovery/typescript/pageWrapper.ts';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import { analyse, type Analysis } from './analyse.ts';
import { definitionsOnly } from './definitions.ts';
import { guarded } from './guarded.ts';
import { isMarkup, scriptsOf } from './scripts.ts';

/** Which part of a module is run; guarded definitions go on where making one of them throws. */
export type LoadMode = 'whole' | 'definitions' | 'guarded';

/** A source made ready for Node, free of everything that depends on where it stands: it can be cached by content. */
export interface Transpiled {
  format: 'module' | 'commonjs';
  code: string;
  /** Source map as JSON, its source not yet named. */
  map: string;
  commonJsNames: string[];
  scriptNames: string[];
  /** Names that nothing in a classic script declares: another script of the page may. */
  freeNames: string[];
  /** Lines that are not run, in mode 'definitions'. */
  leftOut: number[];
}

export interface TranspileOptions {
  mode: LoadMode;
  /** package.json says "type": "module". */
  isModulePackage: boolean;
  /** Options of the tsconfig that change what code means. */
  compiler: Pick<
    ts.CompilerOptions,
    'experimentalDecorators' | 'emitDecoratorMetadata' | 'useDefineForClassFields' | 'jsxFactory' | 'jsxFragmentFactory'
  >;
}

/** Where modules tell their top-level bindings; the loader listens. */
export const localsKey = 'gradient-check.locals';

/**
 * Transpiles one source. Throws GradientCheckError ('syntax') with the place.
 * @param path decides the language only
 */
export function transpile(
  ts: TypeScriptLibrary,
  path: string,
  original: string,
  options: TranspileOptions,
): Transpiled {
  const scripts = isMarkup(path) ? scriptsOf(original) : null;
  let text = (scripts?.text ?? original).replace(/^\uFEFF/, ' ').replace(/^#!/, '//');
  const extension = extensionOf(path, scripts?.isTypeScript ?? false);
  const parse = (): ts.SourceFile => ts.createSourceFile(`file${extension}`, text, ts.ScriptTarget.Latest, true);
  let source = parse();
  refuseSyntaxErrors(ts, source, path);
  const unwrapped = withoutPageWrapper(ts, source);
  if (unwrapped !== null) {
    text = unwrapped;
    source = parse();
  }
  let leftOut: number[] = [];
  if (options.mode !== 'whole') {
    ({ text, leftOut } = definitionsOnly(ts, source));
    source = parse();
  }
  if (options.mode === 'guarded') {
    text = guarded(ts, source);
    source = parse();
  }
  const analysis = analyse(ts, source);
  const format = formatOf(extension, analysis, options.isModulePackage);
  // JavaScript that Node understands stays as it is: sloppy scripts stay sloppy, and every column is the user's.
  const isReady = extension.includes('j') && !analysis.isExtended && analysis.isModule === (format === 'module');
  const output = isReady ? { code: `${text}\n`, map: '' } : emit(ts, text, extension, format, options.compiler);
  const { commonJsNames, scriptNames } = analysis;
  const freeNames = format === 'commonjs' && !analysis.isModule ? analysis.freeNames : [];
  const code = output.code + epilogue(analysis, format);
  return { format, ...output, code, commonJsNames, scriptNames, freeNames, leftOut };
}

function extensionOf(path: string, isTypeScript: boolean): string {
  if (isMarkup(path)) return isTypeScript ? '.ts' : '.js';
  return /\.[cm]?[jt]sx?$/i.exec(path)?.[0].toLowerCase() ?? '.js';
}

function refuseSyntaxErrors(ts: TypeScriptLibrary, source: ts.SourceFile, path: string): void {
  const found = (source as unknown as { parseDiagnostics?: ts.DiagnosticWithLocation[] }).parseDiagnostics?.[0];
  if (found === undefined) return;
  const { line, character } = source.getLineAndCharacterOfPosition(found.start);
  throw new GradientCheckError(
    fault(
      'syntax',
      l10n.t('{0} does not parse: {1}', basename(path), ts.flattenDiagnosticMessageText(found.messageText, ' ')),
      {
        file: path,
        line: line + 1,
        column: character + 1,
      },
    ),
  );
}

function formatOf(extension: string, analysis: Analysis, isModulePackage: boolean): 'module' | 'commonjs' {
  if (/^\.m[jt]s/.test(extension)) return 'module';
  if (/^\.c[jt]s/.test(extension)) return 'commonjs';
  if (analysis.hasTopLevelAwait) return 'module';
  if (analysis.isCommonJs) return 'commonjs';
  return analysis.isModule || isModulePackage ? 'module' : 'commonjs';
}

function emit(
  ts: TypeScriptLibrary,
  text: string,
  extension: string,
  format: 'module' | 'commonjs',
  compiler: TranspileOptions['compiler'],
): { code: string; map: string } {
  const isJsx = extension.endsWith('x');
  const language = extension.includes('t') ? 'ts' : 'js';
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    // The extension tells TypeScript the module format, but for JSX, which .mts and .cts do not have.
    fileName: isJsx ? `file.${language}x` : `file.${format === 'module' ? 'm' : 'c'}${language}`,
    compilerOptions: {
      ...compiler,
      target: ts.ScriptTarget.ES2022,
      module: isJsx ? (format === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS) : ts.ModuleKind.NodeNext,
      moduleResolution: isJsx ? ts.ModuleResolutionKind.Bundler : ts.ModuleResolutionKind.NodeNext,
      jsx: ts.JsxEmit.React,
      allowJs: true,
      isolatedModules: true,
      verbatimModuleSyntax: false,
      alwaysStrict: false,
      esModuleInterop: true,
      sourceMap: true,
      inlineSources: false,
      newLine: ts.NewLineKind.LineFeed,
    },
  });
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=\S*\s*$/, '\n'), map: sourceMapText ?? '' };
}

/** Values for exported types, which other modules may name; and the top-level bindings, exported or not. */
function epilogue({ values, variables, exportedTypes }: Analysis, format: 'module' | 'commonjs'): string {
  const getters = values.map((name) => `${JSON.stringify(name)}: () => ${name}`).join(', ');
  const setters = variables
    .map((name) => `${JSON.stringify(name)}: (gradientCheckValue) => void (${name} = gradientCheckValue)`)
    .join(', ');
  const where = format === 'module' ? 'import.meta.filename' : '__filename';
  const tell = `globalThis[Symbol.for('${localsKey}')]?.(${where}, { ${getters} }, { ${setters} });\n`;
  if (format === 'commonjs') return `;${tell}`;
  return `;${exportedTypes.map((name) => `export const ${name} = undefined;\n`).join('')}${tell}`;
}
