import type TypeScript from 'typescript';

export type TypeScriptLibrary = typeof TypeScript;

let loading: Promise<TypeScriptLibrary> | null = null;

/** The TypeScript library, loaded once. The one place that imports it: the build maps it to a file of its own. */
export function loadTypeScript(): Promise<TypeScriptLibrary> {
  loading ??= import('typescript').then((module) => (module as { default?: TypeScriptLibrary }).default ?? module);
  return loading;
}
