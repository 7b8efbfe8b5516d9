import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts the built extension where installed ones live. The automation mode could load it from the checkout, but that
 * mode shows no notifications, and a person sees them.
 */
export function installLinked(extension: string, dataFolder: string): void {
  const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as Record<string, string>;
  const id = `${manifest['publisher'] ?? ''}.${manifest['name'] ?? ''}-${manifest['version'] ?? ''}`;
  const target = join(dataFolder, 'extensions', id);
  rmSync(join(dataFolder, 'extensions'), { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of [
    'package.json',
    'package.nls.json',
    'dist',
    'media',
    'l10n',
    'main.js',
    'README.md',
    'CHANGELOG.md',
    'docs',
  ]) {
    if (existsSync(join(extension, name))) symlinkSync(join(extension, name), join(target, name));
  }
}
