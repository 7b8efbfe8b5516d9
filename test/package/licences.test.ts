import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundlesFor } from '../../scripts/build/bundles.js';
import { createVsix } from '../../scripts/package/createVsix.ts';
import { out, root } from '../../scripts/provision/paths.ts';

/** What went into the bundles, as the bundler itself says it. */
describe('licences', function () {
  this.timeout(180_000);
  let metafiles: Metafile[] = [];
  let notices = '';
  let files: string[] = [];

  before(async () => {
    const { bundles, typescriptLibrary } = bundlesFor({ minify: true });
    const built = await Promise.all(
      [...bundles, typescriptLibrary].map((options) => build({ ...options, write: false, metafile: true })),
    );
    metafiles = built.map(({ metafile }) => metafile);
    mkdirSync(out, { recursive: true });
    files = await createVsix(join(out, 'licences.vsix'));
    notices = readFileSync(join(root, 'dist', 'THIRD-PARTY.txt'), 'utf8');
  });

  /** Folders of packages with a file in some bundle. */
  function packages(): string[] {
    const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
    return [...new Set(inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path) ?? []))];
  }

  it('are in the package', () => {
    assert.ok(files.includes('dist/THIRD-PARTY.txt'));
  });

  it('are there of every package whose code is in a bundle, with their whole texts', () => {
    const found = packages();
    assert.ok(found.length > 20, String(found.length));
    for (const folder of found) {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
        license: string;
      };
      const head = `${'='.repeat(80)}\n${name} ${version} (${license})\n\n`;
      const at = notices.indexOf(head);
      assert.ok(at >= 0, `${folder} is not listed`);
      const section = notices.slice(at + head.length).split('='.repeat(80))[0]!;
      const texts = readdirSync(join(root, folder)).filter((one) => /^(?:licen[cs]e|notice|thirdparty)/iu.test(one));
      for (const text of texts)
        assert.ok(section.includes(readFileSync(join(root, folder, text), 'utf8').trim()), `${folder}/${text}`);
      assert.match(section, /copyright/iu, folder);
      assert.match(section, /permission|licensed|redistribution/iu, folder);
    }
  });

  it('are there of no other package', () => {
    const listed = [...notices.matchAll(/^={80}\n(\S+) \d/gmu)].map(([, name]) => name);
    assert.deepEqual(
      listed,
      packages()
        .map((folder) => folder.replace(/^.*node_modules\//u, ''))
        .sort(),
    );
  });

  it('cover every script of the package: each is one of these bundles, of these packages and our own sources', () => {
    const outputs = metafiles.flatMap((metafile) => Object.keys(metafile.outputs));
    const scripts = files.filter((file) => /\.(?:[cm]?js)$/u.test(file));
    assert.ok(scripts.length >= 7);
    for (const file of scripts) assert.ok(outputs.includes(file), `${file} comes from elsewhere`);
    const others = metafiles
      .flatMap((metafile) => Object.keys(metafile.inputs))
      .filter(
        (path) =>
          !path.includes('node_modules/') && !/^(?:src\/|media\/|package\.json$|<stdin>|\(disabled\))/u.test(path),
      );
    assert.deepEqual(others, []);
  });
});
