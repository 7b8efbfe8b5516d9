import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { configSchema } from '../../src/cli/configSchema.ts';
import { settings } from '../../src/cli/settings.ts';
import type { Report } from '../../src/model/report.ts';
import { gradientCheck, right, sandbox, write, wrong } from './command.ts';

describe('the configuration file', function () {
  this.timeout(120_000);
  let folder = '';
  let remove = (): void => undefined;

  beforeEach(() => {
    ({ folder, remove } = sandbox({ 'src/right.js': right, 'src/wrong.js': wrong, 'other/deep/note.txt': '' }));
  });
  afterEach(() => {
    remove();
  });

  for (const [name, text] of [
    ['gradcheck.config.json', '{ "include": ["src/right.js"], "seed": 7, "format": "json" }'],
    ['gradcheck.config.js', "module.exports = { include: ['src/right.js'], seed: 7, format: 'json' };"],
    ['gradcheck.config.mjs', "export default async () => ({ include: ['src/right.js'], seed: 7, format: 'json' });"],
    [
      'gradcheck.config.ts',
      "enum Seed { Ours = 7 }\nexport default { include: ['src/right.js'], seed: Seed.Ours, format: 'json' as const };",
    ],
  ] as const) {
    it(`${name} is found upwards; its paths are relative to its folder`, () => {
      write(folder, name, text);
      const { code, out, error } = gradientCheck(join(folder, 'other', 'deep'), 'check');
      assert.equal(code, 0, error);
      const reports = JSON.parse(out) as Report[];
      assert.deepEqual(
        reports.map(({ file, inputs }) => [file, inputs?.seed]),
        [[join(folder, 'src', 'right.js'), 7]],
      );
    });
  }

  it('gives way to flags and paths on the command line', () => {
    write(folder, 'gradcheck.config.json', '{ "include": ["src/right.js"], "seed": 7, "format": "json" }');
    const { code, out } = gradientCheck(folder, 'check', 'src/wrong.js', '--seed', '8', '--format', 'text');
    assert.equal(code, 1);
    assert.match(out, /✗ costGradient.*src\/wrong\.js:3/u);
    assert.match(out, /seed 8/u);
  });

  it('leaves out what it excludes', () => {
    write(folder, 'gradcheck.config.json', '{ "exclude": ["**/wrong.*"] }');
    assert.equal(gradientCheck(folder, 'check').code, 0);
    assert.equal(gradientCheck(folder, 'check', 'src').code, 0);
    assert.equal(gradientCheck(folder, 'check', 'src/wrong.js').code, 1, 'what is named is checked');
  });

  for (const [text, words] of [
    ['{ "inlcude": ["src"] }', /"inlcude" is no setting. There are: include, exclude/u],
    ['{ "seed": -1 }', /"seed" must be a whole number from 0 on/u],
    ['{ "mode": "slow" }', /"mode" must be one of auto, exact, fast/u],
    ['{ "jobs": 0 }', /"jobs" must be a whole number from 1 on/u],
    ['{ "include": "src" }', /"include" must be a list/u],
    ['{ "seed": 1', /gradcheck\.config\.json is not JSON/u],
    ['[]', /must hold an object/u],
  ] as const) {
    it(`${text} is refused in words, and by the schema`, () => {
      write(folder, 'gradcheck.config.json', text);
      const { code, error, out } = gradientCheck(folder, 'check');
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(error, words);
      if (/is not JSON/u.test(words.source)) return;
      assert.equal(new Ajv().compile(configSchema())(JSON.parse(text)), false);
    });
  }

  it('that throws says where', () => {
    write(folder, 'gradcheck.config.js', "const a = 1;\nthrow new Error('no licence');\n");
    const { code, error } = gradientCheck(folder, 'check');
    assert.equal(code, 2);
    assert.match(error, /gradcheck\.config\.js:2: .*no licence/u);
  });

  it('that is named must exist', () => {
    const { code, error } = gradientCheck(folder, 'check', '--config', 'nowhere.json');
    assert.equal(code, 2);
    assert.match(error, /nowhere\.json: no such configuration file/u);
  });

  it('is offered in the editor by a schema that accepts every setting', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      contributes: { jsonValidation: { fileMatch: string; url: string }[] };
    };
    const [entry] = manifest.contributes.jsonValidation;
    assert.equal(entry?.fileMatch, 'gradcheck.config.json');
    const schema = JSON.parse(readFileSync(new URL(`../../${entry.url}`, import.meta.url), 'utf8')) as object;
    const accepts = new Ajv({ useDefaults: true }).compile(schema);
    const config: Record<string, unknown> = { include: ['src'], exclude: [], output: 'a.txt', jobs: 2, python: 'py' };
    assert.ok(accepts(config), JSON.stringify(accepts.errors));
    const filled = Object.keys(config).sort();
    assert.deepEqual(filled, settings.map(({ key }) => key).sort(), 'each has a default or a value above');
  });
});
