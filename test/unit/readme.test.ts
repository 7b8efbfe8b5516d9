import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);

describe('README', () => {
  it('links to nothing that is not there', () => {
    assert.ok(links.length > 10);
    for (const link of links) assert.ok(existsSync(join(root, link)), link);
  });

  it('shows one picture per surface, none larger than 1.5 MB', () => {
    const surfaces = ['click.gif', 'lens', 'hover', 'quick-fix', 'panel', 'leaf', 'test-explorer', 'cli'];
    for (const surface of surfaces)
      assert.ok(
        links.some((link) => link.startsWith(`media/screenshots/${surface}`)),
        surface,
      );
    const folder = join(root, 'media', 'screenshots');
    for (const name of readdirSync(folder)) assert.ok(statSync(join(folder, name)).size < 1_500_000, name);
  });
});
