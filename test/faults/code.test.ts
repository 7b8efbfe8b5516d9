import assert from 'node:assert/strict';
import type { CheckService } from '../../src/engine/service.ts';
import type { FaultKind } from '../../src/model/fault.ts';
import type { Report } from '../../src/model/report.ts';
import { checkFixture, endService, startService } from './service.ts';

interface Hostile {
  name: string;
  file: string;
  /** What the report must say; a kind of fault, or a verdict. */
  ends: FaultKind | 'correct' | 'wrong';
  message?: RegExp;
  note?: RegExp;
  /** Nothing is said of replaced functions. */
  quiet?: boolean;
  options?: { timeLimitMilliseconds?: number; memoryLimitMegabytes?: number };
}

/** User code that works against the one who checks it. Right gradients stay right, wrong ones wrong. */
const table: Hostile[] = [
  {
    name: 'code that draws its weights with Math.random and overrides nothing',
    file: 'drawsWeights.js',
    ends: 'correct',
    quiet: true,
  },
  { name: 'code that installs uncaughtException', file: 'installsUncaughtException.js', ends: 'correct' },
  {
    name: 'code that overrides Math',
    file: 'overridesMath.js',
    ends: 'correct',
    note: /replaces Math\.abs, .*the originals/u,
  },
  {
    name: 'code that overrides Math around a wrong gradient',
    file: 'overridesMathWrong.js',
    ends: 'wrong',
    note: /Math\./u,
  },
  {
    name: 'code that overrides Array.prototype',
    file: 'overridesArrayPrototype.js',
    ends: 'correct',
    note: /Array\.prototype\.at/u,
  },
  { name: 'code that overrides typed arrays', file: 'overridesTypedArrays.js', ends: 'correct', note: /Float64Array/u },
  {
    name: 'code that overrides Map, Set, Object, JSON and Promise',
    file: 'overridesCollections.js',
    ends: 'correct',
    note: /JSON\.stringify/u,
  },
  { name: 'code that overrides process.send', file: 'overridesProcessSend.js', ends: 'correct' },
  { name: 'code that closes parentPort', file: 'overridesParentPort.js', ends: 'correct' },
  { name: 'code that posts to parentPort', file: 'postsToParentPort.js', ends: 'wrong' },
  { name: 'code that overrides parentPort on import', file: 'tampers.js', ends: 'correct' },
  { name: 'code that overrides console', file: 'overridesConsole.js', ends: 'correct' },
  { name: 'code that freezes its inputs', file: 'freezesInputs.js', ends: 'correct' },
  { name: 'code that freezes its parameters on import', file: 'freezesParameters.js', ends: 'correct' },
  { name: 'code that returns proxies', file: 'returnsProxies.js', ends: 'throw', message: /no reading/u },
  {
    name: 'code that returns getters that throw',
    file: 'throwingGetters.js',
    ends: 'shape',
    message: /dw, which backward returns, .*reading it throws/u,
  },
  { name: 'code that returns cyclic objects', file: 'returnsCycles.js', ends: 'correct' },
  {
    name: 'code that returns arrays of 1e7 elements',
    file: 'hugeOutput.js',
    ends: 'shape',
    message: /dw has shape 10000000, w has 3/u,
    options: { memoryLimitMegabytes: 1024 },
  },
  { name: 'code that returns BigInt', file: 'returnsBigInt.js', ends: 'shape', message: /dw.*BigInts.*Number\(/u },
  { name: 'code that returns sparse arrays', file: 'sparseArrays.js', ends: 'shape', message: /dw.*empty/u },
  {
    name: 'code that returns detached buffers',
    file: 'detachedBuffers.js',
    ends: 'shape',
    message: /dw.*empty.*detached/u,
  },
  {
    name: 'code that returns promises that never settle',
    file: 'forwardNeverSettles.js',
    ends: 'timeout',
    message: /never settles/u,
    options: { timeLimitMilliseconds: 8000 },
  },
];

describe('hostile code', function () {
  this.timeout(180_000);
  let service: CheckService;

  before(() => {
    service = startService();
  });
  after('no process is left', async () => {
    assert.deepEqual(await endService(service), []);
  });

  for (const { name, file, ends, message, note, quiet, options } of table) {
    it(name, async () => {
      const report = await checkFixture(service, file, { memoryLimitMegabytes: 300, ...options });
      assert.equal(endOf(report), ends, report.error?.message ?? report.headline);
      if (message) assert.match(report.error?.message ?? '', message);
      if (quiet)
        assert.deepEqual(
          report.notes.filter(({ id }) => id === 'replaces-intrinsics'),
          [],
        );
      if (note)
        assert.ok(
          report.notes.some((one) => note.test(one.message)),
          JSON.stringify(report.notes),
        );
      assert.equal((await checkFixture(service, 'correct.js')).verdict, 'correct');
    });
  }
});

function endOf(report: Report): string {
  return report.error ? report.error.kind : report.verdict;
}
