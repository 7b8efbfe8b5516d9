import type { BuildOptions } from 'esbuild';

/** The options of every bundle. */
export function bundlesFor(choice: { minify: boolean }): { bundles: BuildOptions[]; typescriptLibrary: BuildOptions };
