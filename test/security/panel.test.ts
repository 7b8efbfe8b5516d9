import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';
import { mayOpen } from '../../src/editor/panel/mayOpen.ts';
import { pageHtml } from '../../src/editor/panel/panelPage.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the panel', () => {
  it('has a policy without unsafe-*, and nothing inline but data', () => {
    const frame = {
      cspSource: 'vscode-webview:',
      script: 's.js',
      style: 's.css',
      title: '</title><script>',
      language: '"><script>',
      words: { a: '"><script>alert(1)</script>' },
    };
    const html = pageHtml(frame);
    assert.doesNotMatch(html, /unsafe-/u);
    assert.match(html, /default-src (?:&#39;|')none/u);
    assert.equal(html.match(/<script/gu)?.length, 1);
  });

  it('opens no path of a report outside of the workspace, but the file that was checked', () => {
    const roots = [join(root, 'examples'), join(root, 'docs')];
    const may = (path: string): boolean => mayOpen(path, join(root, 'test', 'own.ts'), roots);
    assert.ok(may(join(root, 'examples', 'deep', 'network.ts')));
    assert.ok(may(join(root, 'docs', 'x.ts')));
    assert.ok(may(join(root, 'test', 'own.ts')));
    for (const path of [
      join(root, 'test', 'other.ts'),
      join(root, 'examples-of-others', 'x.ts'),
      `${join(root, 'examples')}/../test/other.ts`,
      `${join(root, 'examples')}/deep/../../../x.ts`,
      join(root, 'examples'),
      'examples/network.ts',
      '/etc/passwd',
      '',
    ])
      assert.ok(!may(path), path);
  });

  it('can run no command beyond its list', () => {
    const calls = [...read('src/editor/panel/panelHost.ts').matchAll(/executeCommand\(\s*([^,)]+)/gu)].map((match) =>
      match[1]!.trim(),
    );
    assert.ok(calls.length > 0);
    for (const call of calls)
      assert.match(call, /^(?:'workbench\.trust\.manage'|runCommands\[message\.how\]|commandIds\.\w+)$/u);
  });

  it('never makes markup out of text', () => {
    assert.doesNotMatch(
      read('dist/panel.js').replaceAll('dangerouslySetInnerHTML', ''),
      /document\.write|insertAdjacentHTML|\beval\(|new Function\(/u,
    );
    for (const name of ['app', 'main'])
      assert.doesNotMatch(read(`src/panel/${name}.tsx`), /dangerouslySetInnerHTML|innerHTML/u);
  });
});
