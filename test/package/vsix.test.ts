import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVsix } from '../../scripts/package/createVsix.ts';
import { out, root } from '../../scripts/provision/paths.ts';

/** Files that the extension cannot do without. */
const needed = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'package.nls.json',
  'dist/THIRD-PARTY.txt',
  'dist/cli.cjs',
  'dist/debug.cjs',
  'dist/extension.cjs',
  'dist/helper.cjs',
  'dist/reader.cjs',
  'dist/panel.js',
  'dist/python/debug.py',
  'dist/python/runner.py',
  'dist/runner.cjs',
  'dist/typescript.cjs',
  'dist/worker.cjs',
  'media/config.schema.json',
  'media/icon.png',
  'media/panel.css',
];

/** Where anything else may lie. */
const allowed =
  /^(dist\/(?!library)[\w-]+\.(cjs|js|css)|dist\/python\/[\w/]+\.py|media\/(walkthrough\/)?[\w-]+\.(svg|png|css|md)|docs\/[\w/-]+\.md)$/;

describe('the packaged extension', () => {
  const packagePath = join(out, 'test.vsix');
  let files: string[] = [];

  before(async () => {
    mkdirSync(out, { recursive: true });
    files = await createVsix(packagePath);
  });

  it('holds every file that it needs', () => {
    assert.deepEqual(
      needed.filter((file) => !files.includes(file)),
      [],
    );
  });

  it('holds nothing else', () => {
    assert.deepEqual(
      files.filter((file) => !needed.includes(file) && !allowed.test(file)),
      [],
    );
  });

  it('holds no test, no source and no secret', () => {
    assert.deepEqual(
      files.filter((file) => /\.(?:ts|tsx|map|pem|key|env)$|(?:^|\/)(?:src|test|scripts|\.\w+)\//u.test(file)),
      [],
    );
    for (const file of files.filter((one) => !/\.png$/u.test(one))) {
      const text = readFileSync(join(root, file), 'utf8');
      assert.doesNotMatch(
        text,
        /BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY|gh[pousr]_[A-Za-z0-9]{36}|AKIA[0-9A-Z]{16}/u,
        file,
      );
    }
  });

  it('is at most 1.5 MB', () => {
    const { size } = statSync(packagePath);
    assert.ok(size <= 1.5e6, `${size} bytes`);
  });
});
