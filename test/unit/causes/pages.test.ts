import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { catalogue } from '../../../src/check/causes/catalogue.ts';
import { experiments } from '../../../src/check/causes/steps.ts';
import { leafHypotheses } from '../../../src/check/causes/table.ts';

const folder = new URL('../../../docs/causes/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name !== 'README.md');

describe('the pages of causes', () => {
  it('are one for each cause that can be named', () => {
    assert.deepEqual(pages.map((name) => name.replace('.md', '')).sort(), Object.keys(catalogue).sort());
  });

  it('carry the title of the catalogue and a tiny example', () => {
    for (const [id, { title }] of Object.entries(catalogue)) {
      const text = readFileSync(new URL(`${id}.md`, folder), 'utf8');
      assert.ok(text.startsWith(`# ${title}\n`), id);
      assert.match(text, /```js\n[\s\S]+```/, id);
    }
  });

  it('are all in the index', () => {
    const index = readFileSync(new URL('README.md', folder), 'utf8');
    for (const name of pages) assert.ok(index.includes(`(${name})`), name);
  });

  it('cover every hypothesis and every experiment', () => {
    for (const { id } of [...leafHypotheses, ...experiments]) assert.ok(catalogue[id], id);
  });

  it('have labels of five words at most', () => {
    const constants = {
      factor: 2,
      name: '2',
      k: -0.1,
      of: 'W2',
      with: 'b1',
      map: 'abs',
      activation: 'tanh',
      through: 'Wh',
      count: 2,
    };
    for (const [id, { label }] of Object.entries(catalogue)) {
      assert.ok(label(constants).split(/\s+/).length <= 5, `${id}: ${label(constants)}`);
    }
  });
});
