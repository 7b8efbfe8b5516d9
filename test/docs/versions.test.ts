import assert from 'node:assert/strict';
import { read } from '../../scripts/generate/generated.ts';

interface Manifest {
  version: string;
  categories: string[];
  keywords: string[];
  galleryBanner: { color: string; theme: string };
  qna: string;
  icon: string;
  engines: { vscode: string; node: string };
  devDependencies: Record<string, string>;
  dependencies?: object;
  sponsor?: object;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const workflow = (name: string): string => read(`.github/workflows/${name}.yml`);

describe('versions and what the Marketplace shows', () => {
  it('the changelog begins with the version of package.json, and names each version once', () => {
    const versions = [...read('CHANGELOG.md').matchAll(/^## \[?(\d+\.\d+\.\d+)/gmu)].map(([, version]) => version);
    assert.equal(versions[0], manifest.version);
    assert.equal(new Set(versions).size, versions.length);
    const lock = JSON.parse(read('package-lock.json')) as { version: string };
    assert.equal(lock.version, manifest.version);
  });

  it('the release asks for both, from the tag, and goes to both marketplaces', () => {
    const text = workflow('release');
    for (const words of [
      "tags: ['v*']",
      'CHANGELOG.md',
      "require('./package.json').version",
      'vsce publish',
      'ovsx@1 publish',
    ]) {
      assert.ok(text.includes(words), words);
    }
  });

  it('tests run on three systems, on the oldest VS Code that is allowed and on the newest', () => {
    const text = workflow('test');
    for (const words of ['ubuntu-latest', 'macos-latest', 'windows-latest', '[minimum, stable]']) {
      assert.ok(text.includes(words), words);
    }
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  });

  it('categories, keywords, banner, icon and questions are as they should be', () => {
    for (const name of ['Testing', 'Data Science', 'Machine Learning', 'Education']) {
      assert.ok(manifest.categories.includes(name), name);
    }
    assert.ok(manifest.keywords.length >= 5 && manifest.keywords.length <= 30);
    assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/u);
    assert.equal(manifest.qna, 'marketplace');
    assert.equal(manifest.sponsor, undefined);
    assert.equal(manifest.icon, 'media/icon.png');
    assert.equal(manifest.dependencies, undefined, 'everything is bundled');
  });
});
