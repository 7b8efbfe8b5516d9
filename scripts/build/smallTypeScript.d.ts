import type { Plugin } from 'esbuild';

export const pure: string[];
export const smallTypeScript: Plugin;
