import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { root } from '../../scripts/provision/paths.ts';

describe('the network', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-network-'));
  const told = join(folder, 'sockets.txt');
  after(() => rmSync(folder, { recursive: true }));

  function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    rmSync(told, { force: true });
    const preload = join(import.meta.dirname, 'noNetwork.cjs');
    const env = { ...process.env, NODE_OPTIONS: `--require ${preload}`, GRADIENT_CHECK_SOCKETS: told };
    return spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  }

  it('would be noticed', () => {
    for (const attempt of [
      "fetch('http://127.0.0.1:9')",
      "require('node:http').get('http://127.0.0.1:9')",
      "require('node:dgram').createSocket('udp4')",
    ]) {
      assert.notEqual(run('-e', attempt).status, 0, attempt);
      assert.ok(existsSync(told), attempt);
    }
  });

  it('is not touched by a whole check: command line, discovery, runner, worker and helpers', () => {
    const { stdout, stderr } = run(
      join(root, 'dist', 'cli.cjs'),
      'check',
      'examples',
      'test/fixtures/faults/correct.js',
    );
    assert.match(stdout, /correct/u, stderr);
    assert.equal(existsSync(told) ? readFileSync(told, 'utf8') : '', '');
  });

  it('is not within reach of what is shipped: no bundle asks for a module that opens sockets', () => {
    const bundles = readdirSync(join(root, 'dist')).filter(
      (name) => /\.(?:cjs|mjs|js)$/.test(name) && name !== 'typescript.cjs',
    );
    assert.ok(bundles.includes('extension.cjs') && bundles.includes('panel.js'));
    for (const name of bundles) {
      const text = readFileSync(join(root, 'dist', name), 'utf8');
      assert.doesNotMatch(text, /(?:require\(|from\s*)["'](?:node:)?(?:net|tls|http|https|http2|dgram|dns)["']/u, name);
    }
  });

  it('is asked for nowhere in the sources', async () => {
    for (const file of await glob('src/**/*.{ts,tsx}', { cwd: root, absolute: true })) {
      const text = readFileSync(file, 'utf8');
      assert.doesNotMatch(text, /\bfetch\(|new (?:WebSocket|EventSource|XMLHttpRequest)\b|sendBeacon/u, file);
    }
  });
});
