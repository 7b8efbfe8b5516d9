import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of runner.py: beside this source, or in dist/python beside the bundles. */
export function runnerFile(): string {
  const folder = typeof __dirname === 'string' ? __dirname : fileURLToPath(new URL('.', import.meta.url));
  const bundled = join(folder, 'python', 'runner.py');
  return existsSync(bundled) ? bundled : join(folder, 'runner.py');
}
