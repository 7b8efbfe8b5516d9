import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import typescript from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';
import { runJob } from '../../../src/engine/job/job.ts';
import { defaultOptions } from '../../../src/engine/service.ts';
import type { Report } from '../../../src/model/report.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const examples = ['layers.js', 'network.ts', 'networkRepaired.ts'].map((file) => join(root, 'examples', file));
const faults = [
  ...['accumulates', 'changesInputs', 'drawsDropout', 'drawsWeights', 'missingImport', 'noGradient', 'notFinite'],
  ...['overridesMath', 'returnsBigInt', 'shapeMismatch', 'throwsInBackward', 'throwsInForward'],
].map((name) => join(root, 'test', 'fixtures', 'faults', `${name}.js`));

/** The same in every language: the slot of what backward returned, and the names of Math. */
const names = ['grads', ...Object.getOwnPropertyNames(Math).flatMap((name) => name.match(/\p{L}+/gu) ?? [])];

/** A language in which every sentence is its values and dots: whatever else a report says was not translated. */
function dotted(): Record<string, string> {
  const bundle = readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8');
  const keys = Object.keys(JSON.parse(bundle) as object);
  return Object.fromEntries(
    keys.map((key) => [key, `… ${(key.match(/\{\d\}/gu) ?? []).map((value) => `${value} …`).join(' ')}`]),
  );
}

async function reportsOf(file: string): Promise<Report[]> {
  const { pairs } = discover({ file, text: readFileSync(file, 'utf8') }, { typescript });
  const reports: Report[] = [];
  for (const pair of pairs) {
    const handlers = { onProgress: () => undefined, onChild: () => undefined };
    reports.push(await runJob({ file, pair, overlays: {}, options: defaultOptions }, handlers));
  }
  return reports;
}

/** Every text of a report that the panel, a lens, a hover or the Test Explorer shows. */
function textsOf({ headline, notes, cause, error, leaves, inputs }: Report): string[] {
  const causes = [cause, ...leaves.map((leaf) => leaf.cause)].filter((one) => one !== null);
  return [
    headline,
    error?.message ?? '',
    inputs?.description ?? '',
    ...(inputs?.arguments ?? []).map(({ value }) => value),
    ...[...notes, ...leaves.flatMap((leaf) => leaf.notes)].map(({ message }) => message),
    ...causes.flatMap(({ label, message, advice, evidence }) => [label, message, advice, ...evidence]),
  ];
}

describe('a check in another language', function () {
  this.timeout(120_000);
  const english = new Map<string, Report[]>();

  before(async () => {
    for (const file of [...examples, ...faults]) english.set(file, await reportsOf(file));
    l10n.config({ contents: dotted() });
  });
  after(() => l10n.config({ contents: {} }));

  for (const file of [...examples, ...faults]) {
    it(`${file.slice(root.length + 1)}: the same verdicts and causes, and no English word but those of the code`, async () => {
      const reports = await reportsOf(file);
      const found = (all: Report[]) =>
        all.map(({ verdict, error, cause, leaves }) => ({
          verdict,
          error: error?.kind ?? null,
          causes: [cause, ...leaves.map((leaf) => leaf.cause)].map((one) => one?.id ?? null),
        }));
      assert.deepEqual(found(reports), found(english.get(file)!));
      assert.ok(reports.length > 0);
      const code = new Set([...(readFileSync(file, 'utf8').match(/\p{L}+/gu) ?? []), ...names]);
      const left = reports
        .flatMap(textsOf)
        .map((text) => text.replace(/^[a-z-]+: /u, ''))
        .filter((text) => text.match(/\p{L}{2,}/gu)?.some((word) => !code.has(word)));
      assert.deepEqual(left, []);
    });
  }
});
