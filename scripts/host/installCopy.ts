import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What of a built extension is installed; the package's own list is .vscodeignore, and a test holds that. */
const parts = ['package.json', 'package.nls.json', 'dist', 'media', 'l10n', 'docs', 'README.md', 'CHANGELOG.md'];

/**
 * Puts a built extension where installed ones live. The automation mode could load it from the checkout, but that
 * mode shows no notifications, and a person sees them. Links will not do: the host tells extensions apart by the
 * real path of their code.
 */
export function installCopy(extension: string, dataFolder: string): void {
  const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as Record<string, string>;
  const id = `${manifest['publisher'] ?? ''}.${manifest['name'] ?? ''}-${manifest['version'] ?? ''}`;
  rmSync(join(dataFolder, 'extensions'), { recursive: true, force: true });
  for (const name of parts) {
    const from = join(extension, name);
    const to = join(dataFolder, 'extensions', id, name);
    if (existsSync(from)) cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.map') });
  }
}
