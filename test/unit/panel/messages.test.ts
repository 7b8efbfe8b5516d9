import assert from 'node:assert/strict';
import { pageHtml } from '../../../src/editor/panel/panelPage.ts';
import { readFromPage, readToPage, type FromPage } from '../../../src/panel/messages.ts';

describe('messages from the page', () => {
  const good: FromPage[] = [
    { kind: 'ready' },
    { kind: 'run', how: 'exact' },
    { kind: 'cancel' },
    { kind: 'open', target: { what: 'leaf', leaf: 2 } },
    { kind: 'open', target: { what: 'fault' } },
    { kind: 'break', leaf: 'W2', flat: 35 },
    { kind: 'copy', what: 'issue' },
    { kind: 'copy-text', text: 'a\tb' },
    { kind: 'export', what: 'csv' },
  ];
  for (const message of good) {
    it(`reads ${JSON.stringify(message)}`, () => assert.deepEqual(readFromPage(message), message));
  }

  const bad: unknown[] = [
    null,
    'ready',
    {},
    { kind: 'command', id: 'workbench.action.quit' },
    { kind: 'run', how: 'rm' },
    { kind: 'open', target: { what: 'leaf', leaf: -1 } },
    { kind: 'open', target: { what: 'leaf', leaf: '2' } },
    { kind: 'open', target: '/etc/passwd' },
    { kind: 'break', leaf: 'W2', flat: 1.5 },
    { kind: 'break', leaf: 2, flat: 1 },
    { kind: 'copy-text', text: 3 },
    { kind: 'copy-text', text: 'x'.repeat(1_000_001) },
    { kind: 'export', what: '../x' },
  ];
  for (const [at, message] of bad.entries()) {
    it(`refuses bad message ${String(at)}`, () => assert.equal(readFromPage(message), null));
  }

  it('carries nothing along that is not part of the message', () => {
    assert.deepEqual(readFromPage({ kind: 'ready', more: 1 }), { kind: 'ready' });
  });
});

describe('messages to the page', () => {
  it('are read as far as the page needs', () => {
    assert.deepEqual(readToPage({ kind: 'state', state: null }), { kind: 'state', state: null });
    assert.deepEqual(readToPage({ kind: 'select', leaf: 'W2' }), { kind: 'select', leaf: 'W2' });
    assert.equal(readToPage({ kind: 'state', state: {} }), null);
    assert.equal(readToPage({ kind: 'other' }), null);
  });
});

describe('the page', () => {
  const frame = {
    cspSource: 'https://host',
    script: 'https://host/a"b.js',
    style: 's',
    title: '<t>',
    language: 'en',
    words: { '"<x>': "'" },
  };

  it('allows one script by its nonce, one origin of styles, and nothing else', () => {
    const html = pageHtml(frame);
    const nonce = /<script nonce="([\w-]{20,})"/.exec(html)?.[1];
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'");
    assert.equal(policy, `default-src 'none'; style-src https://host; script-src 'nonce-${nonce ?? ''}'`);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.notEqual(/nonce="([^"]*)"/.exec(pageHtml(frame))?.[1], nonce);
  });

  it('lets no text break out of its place', () => {
    assert.ok(!pageHtml(frame).includes('<t>'));
    assert.ok(!pageHtml(frame).includes('a"b.js'));
    assert.ok(pageHtml(frame).includes('data-words="{&quot;\\&quot;&lt;x&gt;&quot;:&quot;&#39;&quot;}"'));
  });
});
