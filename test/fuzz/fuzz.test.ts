import assert from 'node:assert/strict';
import fc from 'fast-check';
import { entryAt, flatOf, offsetsOf, sizeOf } from '../../src/check/layout.ts';
import type { Leaf } from '../../src/model/target.ts';
import type { Report } from '../../src/model/report.ts';
import { decodeResult } from '../../src/editor/results/resultCodec.ts';
import { readFromPage, readToPage } from '../../src/panel/messages.ts';
import { reportCsv } from '../../src/report/formats/csv.ts';
import { junitXml } from '../../src/report/formats/junit.ts';
import { reportMarkdown } from '../../src/report/formats/markdown.ts';
import { reportText } from '../../src/report/formats/text.ts';
import { openTrial } from '../../src/runtime/javascript/trial.ts';
import { sampleReport } from '../unit/report/sampleReport.ts';
import { fuzzDiscovery } from './fuzzDiscovery.ts';
import '../fixedSeed.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<img src=x onerror=alert(1)>',
    '</script><script>',
    '](command:workbench.action.quit)',
    '|',
    '`',
    '\u202E',
    '\0',
  ),
);

/** '' where a value has no JSON: a BigInt, or a toJSON that is no function. */
function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** What stands in the constructors and prototypes that every value is made from. */
function builtIns(): unknown[] {
  const holders: object[] = [Object, Array, Function, Number, String, Boolean].flatMap((one) => [one, one.prototype]);
  return holders.flatMap((holder) => [
    Object.getPrototypeOf(holder) as unknown,
    ...Reflect.ownKeys(holder).flatMap((name): unknown[] => [
      name,
      (Object.getOwnPropertyDescriptor(holder, name) as { value?: unknown }).value,
    ]),
  ]);
}

describe('fuzz', function () {
  this.timeout(60_000);

  it('discovery reads mutated TypeScript, JavaScript and Python (npm run fuzz: 10,000)', () => {
    const { lost, tried } = fuzzDiscovery(250, 50_000);
    assert.deepEqual(lost, []);
    assert.ok(Object.keys(tried).length >= 3);
  });

  it('layouts map every flat index to an entry and back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        (shapes) => {
          const offsets = offsetsOf(shapes);
          const leaves = shapes.map((shape, i): Leaf => ({
            name: `p${String(i)}`,
            gradientName: `dp${String(i)}`,
            layer: null,
            role: 'parameter',
            shape,
            size: sizeOf(shape),
            dtype: 'float64',
            offset: offsets[i]!,
          }));
          const total = leaves.reduce((sum, { size }) => sum + size, 0);
          for (let flat = 0; flat < total; flat++) {
            const { leaf, index } = entryAt(leaves, flat);
            assert.equal(flatOf(leaves, leaf, index), flat);
          }
        },
      ),
    );
  });

  it('plans of any form end in an observation, and change nothing that all values share', async () => {
    const before = builtIns();
    const trial = openTrial({
      load: () => Promise.resolve({ namespace: { f: (x: unknown) => x }, locals: {}, files: [], notes: [] }),
      library: () => Promise.reject(new Error('no library')),
    });
    const path = fc.array(fc.oneof(fc.nat(5), fc.constantFrom('*', 'a', '__proto__', 'constructor')), { maxLength: 3 });
    const at = fc.record({ slot: fc.constantFrom('x', '$out', '__proto__'), path });
    const value = fc.oneof(
      fc.record({ kind: fc.constant('json' as const), value: fc.jsonValue() as fc.Arbitrary<never> }),
      fc.record({ kind: fc.constant('slot' as const), at }),
      fc.record({ kind: fc.constant('like' as const), at, value: fc.integer() }),
      fc.record({ kind: fc.constant('upstream' as const), output: fc.nat(3) }),
    );
    const ref = { module: 'source', reach: { kind: 'export' as const, path: ['f'] } };
    const callee = fc.oneof(
      fc.constant({ kind: 'ref' as const, ref }),
      fc.record({ kind: fc.constant('slot' as const), at }),
    );
    const step = fc.oneof(
      fc.record({ kind: fc.constant('value' as const), into: fc.constantFrom('x', 'y'), value }),
      fc.record({ kind: fc.constant('assign' as const), at, value }),
      fc.record({
        kind: fc.constant('call' as const),
        into: fc.constant('$out'),
        callee,
        args: fc.array(value, { maxLength: 6 }),
      }),
    );
    const steps = fc.array(step, { maxLength: 4 });
    const plan = fc.record({
      seed: fc.nat(),
      setup: steps,
      forward: steps,
      backward: steps,
      outputs: fc.array(at, { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async (one) => assert.equal(typeof (await trial.run(one)).ok, 'boolean')),
      { numRuns: 300 },
    );
    assert.deepEqual(builtIns(), before);
  });

  it('the panel and the saved results take no message that is none', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, text) => {
        const message = readFromPage(value);
        assert.ok(message === null || typeof message.kind === 'string');
        readToPage(value);
        assert.equal(decodeResult(text), null);
        assert.equal(decodeResult(safeJson({ version: 3, result: value })), null);
      }),
      { numRuns: 500 },
    );
  });

  it('reports with hostile names and messages keep to the rules of their format', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, message, headline) => {
        const report: Report = sampleReport(['W2']);
        report.headline = headline;
        report.leaves[0]!.name = name;
        report.backward = name;
        report.leaves[0]!.cause = report.leaves[0]!.cause && { ...report.leaves[0]!.cause, message };
        const xml = junitXml([report], (file) => file);
        assert.doesNotMatch(
          xml,
          /<(?!\/?(?:testsuites?|testcase|failure|error|system-out|properties|property|\?xml|skipped)\b)/u,
        );
        assert.doesNotMatch(reportMarkdown(report, 'a.ts'), /(?<!\\)<|(?<!\\)\]\(/u);
        assert.ok(reportCsv(report).length > 0 && reportText(report, 'a.ts').length > 0);
      }),
      { numRuns: 200 },
    );
  });
});
