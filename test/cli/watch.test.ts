import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { right, sandbox, startGradientCheck, write, wrong } from './command.ts';

describe('--watch', function () {
  this.timeout(120_000);

  it('checks again what loads a changed file, finds new files, and ends with the code of what stands', async function () {
    // Windows has no SIGINT to send: the process would just be ended.
    const canInterrupt = process.platform !== 'win32';
    // Below a name that is not watched inside a project.
    const { folder: parent, remove } = sandbox({ 'build/a.js': right, 'build/b.js': right });
    const folder = join(parent, 'build');
    const child = startGradientCheck(folder, 'check', '.', '--watch');
    let [out, error] = ['', ''];
    child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (error += data.toString()));
    const until = async (isSo: () => boolean): Promise<void> => {
      for (let tries = 0; !isSo(); tries++) {
        assert.ok(tries < 600, `${out}\n${error}`);
        await delay(100);
      }
    };
    // What it has written to the one pipe may arrive before what it wrote earlier to the other.
    const prints = (last: RegExp, waits: number): Promise<void> =>
      until(() => last.test(out) && error.split('Watching for changes.').length > waits);
    try {
      await prints(/\n2 correct, 0 wrong, 0 without a verdict\n$/u, 1);
      write(folder, 'a.js', wrong);
      // b.js is not checked again.
      await prints(/✗ costGradient .*a\.js:3[^]*\n0 correct, 1 wrong, 0 without a verdict\n$/u, 2);
      assert.match(error, /\na\.js changed at \d\d:\d\d:\d\d\n/u);
      write(folder, 'c.js', right);
      await prints(/✓ costGradient .*c\.js:3[^]*\n1 correct, 0 wrong, 0 without a verdict\n$/u, 3);
      child.kill('SIGINT');
      const [code] = (await once(child, 'exit')) as [number | null];
      if (canInterrupt) assert.equal(code, 1, 'a.js still stands wrong');
    } finally {
      child.kill('SIGKILL');
      remove();
    }
  });
});
