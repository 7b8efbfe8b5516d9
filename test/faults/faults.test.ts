import assert from 'node:assert/strict';
import type { CheckService } from '../../src/engine/service.ts';
import type { FaultKind } from '../../src/model/fault.ts';
import type { Report } from '../../src/model/report.ts';
import { checkFixture, endService, startService } from './service.ts';
import { endsWithinSecond } from './withinSecond.ts';

interface Expectation {
  file: string;
  kind: FaultKind;
  message: RegExp;
  /** Line of the user's file, where the fault must have one. */
  line?: number;
}

const little = { memoryLimitMegabytes: 200 };
/** Only for what never ends: on a busy machine everything else may take its time. */
const short = { ...little, timeLimitMilliseconds: 4000 };

/** One row for each way in which a user's code can fail; after each, the next check must work. */
const table: Expectation[] = [
  { file: 'endless.js', kind: 'timeout', message: /stopped after 4 s.*time limit/su },
  { file: 'throwsInForward.js', kind: 'throw', message: /forward is broken/u, line: 3 },
  { file: 'throwsInBackward.js', kind: 'throw', message: /backward is broken/u, line: 7 },
  { file: 'throwsNull.js', kind: 'throw', message: /null/u },
  { file: 'exits.js', kind: 'exit', message: /process\.exit/u },

  { file: 'outOfMemoryObjects.js', kind: 'memory', message: /memory/u },
  { file: 'outOfMemoryBuffers.js', kind: 'memory', message: /memory/u },
  { file: 'hugeArray.js', kind: 'throw', message: /array length|allocation/iu, line: 3 },
  { file: 'sleepsInShell.js', kind: 'timeout', message: /stopped/u },
  { file: 'aborts.js', kind: 'throw', message: /process\.abort/u, line: 3 },
  { file: 'killsItself.js', kind: 'crash', message: /SIGKILL/u },
  { file: 'notFinite.js', kind: 'not-finite', message: /NaN/u },
  { file: 'missingImport.js', kind: 'import', message: /nowhere/u },
  { file: 'neverSettles.js', kind: 'timeout', message: /stopped/u },
  { file: 'syntaxError.js', kind: 'syntax', message: /./u, line: 6 },
  { file: 'noGradient.js', kind: 'no-gradient', message: /no gradient for b/iu },
];

describe('faults of user code', function () {
  this.timeout(180_000);
  let service: CheckService;

  before(() => {
    service = startService();
  });
  after('no process is left', async () => {
    assert.deepEqual(await endService(service), []);
  });

  for (const { file, kind, message, line } of table) {
    it(`${file}: ${kind}, and the next check works`, async () => {
      const report = await checkFixture(service, file, kind === 'timeout' ? short : little);
      assert.equal(report.error?.kind, kind, JSON.stringify(report.error));
      assert.match(report.error.message, message);
      if (line !== undefined) assert.equal(report.error.line, line);
      assert.equal((await checkFixture(service, 'correct.js')).verdict, 'correct');
    });
  }

  it('exitsOnImport.js: work on import is left out, so that the exit does not happen', async () => {
    const report = await checkFixture(service, 'exitsOnImport.js', little);
    assert.equal(report.verdict, 'correct');
    assert.ok(report.notes.some((note) => note.id === 'definitions-only'));
  });

  for (const [file, note] of [
    ['drawsDropout.js', /draws random numbers.*seed/su],
    ['changesInputs.js', /changes values that it was handed.*copy/su],
    ['accumulates.js', /add up over calls.*set them to zero/su],
  ] as const) {
    it(`${file}: the check works around it, and says what to do`, async () => {
      const report = await checkFixture(service, file, little);
      assert.equal(report.verdict, 'correct', report.headline);
      assert.match(report.notes.map(({ message }) => message).join('\n'), note);
      assert.equal((await checkFixture(service, 'correct.js')).verdict, 'correct');
    });
  }

  it('shapeMismatch.js: a gradient with its axes swapped is wrong, and the message says how', async () => {
    const report = await checkFixture(service, 'shapeMismatch.js', little);
    assert.equal(report.verdict, 'wrong', JSON.stringify(report.error));
    assert.match(report.headline, /dw has shape 3×2, w has 2×3 \(transposed\?\)/u);
    assert.equal(report.leaves[0]?.wrongEntries, 6);
  });

  it('tampers.js: code that cuts its ports off still gets its verdict', async () => {
    assert.equal((await checkFixture(service, 'tampers.js', little)).verdict, 'correct');
  });

  it('rejects.js: a rejection that nobody handles ends in words, or not at all', async () => {
    const report = await checkFixture(service, 'rejects.js', little);
    if (report.error === null) assert.equal(report.verdict, 'correct');
    else assert.match(report.error.message, /nobody waits/u);
  });

  // Windows has no named pipe that a read of a file waits for.
  const blocking = process.platform === 'win32' ? [] : [['readsForever.js', 'a read that nothing answers']];
  for (const [file, what] of [
    ['endless.js', 'an endless loop'],
    ['sorts.js', 'a sort of 1e8 numbers'],
    ['sleepsInShell.js', 'execSync'],
    ...blocking,
  ] as [string, string][]) {
    it(`${file}: Cancel works within a second, in the middle of ${what}`, async () => {
      const controller = new AbortController();
      let running: Promise<Report> | undefined;
      await new Promise<void>((resolve) => {
        const onOutput = (text: string): void => {
          if (text.includes('begun')) setTimeout(resolve, 500);
        };
        running = checkFixture(service, file, {}, { signal: controller.signal, onOutput });
      });
      await endsWithinSecond(async () => {
        controller.abort();
        await running;
      });
      assert.equal((await running)?.error?.kind, 'cancelled');
      assert.equal((await checkFixture(service, 'correct.js')).verdict, 'correct');
    });
  }
});
