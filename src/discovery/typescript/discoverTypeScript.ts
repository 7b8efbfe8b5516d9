import type TS from 'typescript';
import type { Language, ModuleFacts } from '../../model/facts.ts';
import { findPairs } from '../pairs.ts';
import { Context, type TypeScript } from './context.ts';
import { Definitions } from './definitions.ts';
import { readExports } from './exports.ts';
import { Memory } from './memory.ts';
import { withoutPageWrapper } from './pageWrapper.ts';
import { readCallSites, readImports, readSideEffects } from './module.ts';
import { readTypes, readUnions } from './types.ts';
import { Walk } from './walk.ts';

/** How a text is read. */
export interface ReadOptions {
  /** What is kept from one state of a text to the next; without it every text is read as a whole. */
  memory?: Memory | undefined;
  /** False where nobody asks how functions are called; default true. */
  callSites?: boolean;
}

/**
 * Reads one TypeScript or JavaScript text without running it. Half-typed texts give what can be read; a text so deep
 * that the parser runs out of stack gives empty facts with `hasSyntaxErrors`.
 */
export function discoverTypeScript(
  ts: TypeScript,
  source: { file: string; text: string },
  options: ReadOptions = {},
): ModuleFacts {
  const { file } = source;
  try {
    return read(ts, source, options);
  } catch (error) {
    if (error instanceof RangeError) return emptyFacts(file, languageOf(file));
    throw error;
  }
}

function read(
  ts: TypeScript,
  { file, text }: { file: string; text: string },
  { memory = new Memory(), callSites = true }: ReadOptions,
): ModuleFacts {
  const parse = (code: string, part: 'whole' | 'unwrapped'): TS.SourceFile =>
    memory.parse(ts, { file, text: code, part }, () =>
      ts.createSourceFile(
        file,
        code,
        { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
        true,
        scriptKind(ts, file),
      ),
    );
  const whole = parse(text, 'whole');
  const unwrapped = withoutPageWrapper(ts, whole);
  const source = unwrapped === null ? whole : parse(unwrapped, 'unwrapped');
  const context = new Context(ts, source);
  const exported = readExports(context);
  const definitions = new Definitions(context, memory);
  new Walk(context, definitions, exported).statements(source.statements, Definitions.moduleScope(exported));
  const { functions, classes, values } = definitions;
  const imports = readImports(context);
  const known = new Set([
    ...functions.map((one) => one.name),
    ...classes.map((one) => one.name),
    ...imports.map((one) => one.local),
  ]);
  const facts: Omit<ModuleFacts, 'pairs'> = {
    file,
    language: languageOf(file),
    functions,
    classes,
    values,
    types: readTypes(context),
    unions: readUnions(context),
    imports,
    callSites: callSites ? readCallSites(context, known) : [],
    sideEffects: readSideEffects(context),
    hasSyntaxErrors: (source as TS.SourceFile & { parseDiagnostics?: unknown[] }).parseDiagnostics?.length !== 0,
  };
  return { ...facts, pairs: findPairs(facts, source.text) };
}

export function emptyFacts(file: string, language: Language): ModuleFacts {
  const none = { functions: [], classes: [], values: [], imports: [], callSites: [], pairs: [], sideEffects: [] };
  return { file, language, ...none, hasSyntaxErrors: true };
}

export function languageOf(file: string): Language {
  return /\.[mc]?tsx?$/i.test(file) ? 'typescript' : 'javascript';
}

/** `.js` may hold JSX; `.ts` may not, since `<T>x` is an assertion there. */
function scriptKind(ts: TypeScript, file: string): TS.ScriptKind {
  if (/\.tsx$/i.test(file)) return ts.ScriptKind.TSX;
  if (/\.[mc]?ts$/i.test(file)) return ts.ScriptKind.TS;
  return ts.ScriptKind.JSX;
}
