import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';

/**
 * The Node that runs the user's code. Loading TypeScript needs module hooks (Node 22.15); where this Node is older,
 * the one that the `node` package brings into node_modules takes its place, and without that the report says what to install.
 */
export function runnerNode(): string {
  if ('registerHooks' in nodeModule) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const brought = [join(__dirname, '..'), process.cwd()].map((root) => join(root, 'node_modules', 'node', 'bin', name));
  return brought.find((path) => existsSync(path)) ?? process.execPath;
}
