import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '..', '..');

/** Everything that is fetched lands here; git ignores it. */
export const cache = join(root, '.vscode-test');

/** What test runs leave behind: results, bundled suites, pictures of failures. */
export const out = join(root, 'out');
