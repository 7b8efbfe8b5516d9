import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fault } from '../../src/model/fault.ts';
import type { Report } from '../../src/model/report.ts';
import { readFromPage, type PairState } from '../../src/panel/messages.ts';
import { isReport } from '../../src/report/isReport.ts';
import '../fixedSeed.ts';
import { markups, mutated, oddNumbers, pathsIn, withNumbers, withTexts } from './hostileReports.ts';
import { PanelPage } from './page.ts';
import { fullReport, stateOf } from './samples.ts';

describe('the page of the panel, fed with hostile reports', function () {
  this.timeout(120_000);
  let panel: PanelPage;
  /** What the page threw, complained of, or asked a person. */
  const wrong: string[] = [];

  before(async () => {
    panel = await PanelPage.open();
    panel.page.on('pageerror', (error) => wrong.push(`thrown: ${error.stack ?? error.message}`));
    panel.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') wrong.push(`console: ${message.text()}`);
    });
    panel.page.on('dialog', (dialog) => {
      wrong.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  });
  after(() => panel.close());
  beforeEach(() => panel.load());
  afterEach('nothing was run, thrown or loaded, and the next report is shown', async () => {
    assert.deepEqual(wrong.splice(0), []);
    await send(stateOf(fullReport()));
    await panel.page.locator('canvas.heat-map').waitFor();
    const executed = await panel.page.evaluate(() => (globalThis as { executed?: unknown }).executed);
    assert.equal(executed, undefined, 'a text of a report was executed');
    assert.deepEqual(await panel.violations(), []);
    assert.deepEqual(wrong.splice(0), []);
  });

  /** Resolves once the page has drawn what it was sent. */
  async function send(state: unknown): Promise<void> {
    await panel.send({ kind: 'state', state: state as PairState });
    await drawn();
  }

  /** Two pictures later: the first may have been under way. */
  function drawn(): Promise<void> {
    return panel.page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
    );
  }

  async function openEverything(): Promise<void> {
    await panel.page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await drawn();
  }

  /** Elements that no component of the page makes, and attributes that would run something. */
  function foreignParts(): Promise<string[]> {
    return panel.page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter(
          (element) =>
            /^(?:img|iframe|a|b|style|object|embed|link|form|foreignobject)$/iu.test(element.localName) ||
            (element.localName === 'script' && element.getAttribute('src') !== '/panel.js') ||
            element.getAttributeNames().some((name) => name.startsWith('on')),
        )
        .map((element) => element.outerHTML.slice(0, 200)),
    );
  }

  function textOfPage(): Promise<string> {
    return panel.page.evaluate(() => document.body.textContent);
  }

  for (const markup of markups) {
    it(`shows as text: ${JSON.stringify(markup)}`, async () => {
      const report = withTexts(fullReport(), (path) => `${markup} ${path.join('.')}`);
      const state = stateOf(report);
      await send({ ...state, name: markup, place: markup });
      await openEverything();
      assert.deepEqual(await foreignParts(), []);
      const text = await textOfPage();
      for (const place of [
        'cause.message',
        'cause.advice',
        'cause.evidence.0',
        'notes.0.message',
        'leaves.0.name',
        'host',
      ])
        assert.ok(text.includes(`${markup} ${place}`.replace('\0', '\0')), `${place} is shown as it is`);
    });
  }

  it('shows a fault, its stack and its question as text', async () => {
    const [markup] = markups as [string];
    const error = fault('unbound', markup, {
      file: markup,
      line: 3,
      column: 1,
      stack: `Error: ${markup}\n at ${markup}`,
    });
    const question = { message: `question ${markup}`, tag: markup, file: { name: markup, text: markup } };
    const report: Report = { ...fullReport(), leaves: [], cause: null, textbook: null, error, question };
    await send(stateOf(report));
    assert.deepEqual(await foreignParts(), []);
    const text = await textOfPage();
    for (const one of [`question ${markup}`, `@gradcheck ${markup}`, `Error: ${markup}`])
      assert.ok(text.includes(one), one);
  });

  it('saves pictures of hostile names: the text is escaped in them too', async () => {
    for (const markup of markups) {
      await panel.load();
      await send(stateOf(withTexts(fullReport(), () => markup)));
      await panel.page.locator('figure', { hasText: 'Error against ε' }).locator('button.icon').last().click();
      const message = readFromPage((await panel.sent()).findLast(({ kind }) => kind === 'save-picture'));
      assert.ok(message?.kind === 'save-picture' && message.format === 'svg');
      if (process.env.DBG) console.log(markup, message.data.slice(0, 900));
      const parts = await panel.page.evaluate((data) => {
        const parsed = new DOMParser().parseFromString(data, 'image/svg+xml');
        return [...parsed.querySelectorAll('*')].map(({ localName }) => localName);
      }, message.data);
      assert.deepEqual(
        [...new Set(parts)].filter(
          (name) => !['svg', 'g', 'rect', 'line', 'text', 'polyline', 'circle', 'path'].includes(name),
        ),
        [],
      );
    }
  });

  it('shows names of 100,000 characters within its width, and saves their pictures', async () => {
    const long = 'x'.repeat(100_000);
    await send({ ...stateOf(withTexts(fullReport(), () => long)), name: long, place: long });
    const overflow = await panel.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
    for (const button of await panel.page.locator('figure button[aria-label^="Save picture"]').all()) {
      const before = (await panel.sent()).length;
      await button.click();
      await panel.page.waitForFunction(
        (count) => (globalThis as unknown as { sent(): unknown[] }).sent().length > count,
        before,
      );
      assert.ok(readFromPage((await panel.sent()).at(-1)), 'the picture is taken');
    }
  });

  for (const number of oddNumbers) {
    it(`shows a report whose every number is ${String(number)}${typeof number === 'string' ? ' in words' : ''}`, async () => {
      const report = withNumbers(fullReport(), () => number);
      assert.ok(isReport(report));
      await send(stateOf(report));
      await panel.page.locator('canvas.heat-map').waitFor();
      for (const mode of await panel.page.locator('.modes button').all()) await mode.click();
      await openEverything();
      const broken = await panel.page.evaluate(() =>
        [...document.querySelectorAll('svg *')]
          .flatMap((element) =>
            element.getAttributeNames().map((name) => `${name}="${element.getAttribute(name) ?? ''}"`),
          )
          .filter((attribute) =>
            /^(?:x|y|x1|x2|y1|y2|cx|cy|r|d|width|height|points)=.*(?:NaN|Infinity|undefined)/u.test(attribute),
          ),
      );
      assert.deepEqual(broken, []);
    });
  }

  it('takes a report with any field missing or of another form for none, and throws nothing', async () => {
    const state = stateOf(fullReport());
    const paths = pathsIn(state.result);
    for (let place = 0; place < paths.length; place++) {
      const results = [0, 3, 23, 24, 31, 36, 38].map((odd) => mutated(state.result, [{ place, odd }]));
      await panel.page.evaluate(
        ([pair, all]) => {
          for (const result of all) window.postMessage({ kind: 'state', state: { ...pair, result } }, '*');
        },
        [state, results] as const,
      );
    }
    await drawn();
    await panel.page.locator('h1').waitFor();
  });

  it('takes no message that is none', async () => {
    for (const message of [
      null,
      1,
      'state',
      [],
      {},
      { kind: 'state' },
      { kind: 'state', state: 1 },
      { kind: 'running' },
    ])
      await panel.page.evaluate((data) => window.postMessage(data, '*'), message);
    await panel.page.evaluate(() => {
      for (const values of [null, {}, { analytic: new Float32Array(6), measured: { residual: [] } }])
        window.postMessage({ kind: 'values', of: 'v', leaf: 'W2', values }, '*');
    });
    await drawn();
  });

  it('lives through reports that are changed in several places at random', async () => {
    const change = fc.record({ place: fc.nat(), odd: fc.nat() });
    const base = fullReport();
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const report = mutated(base, changes);
        if (isReport(report)) shown++;
        await send({ ...stateOf(base), result: { ...stateOf(base).result, report } });
        assert.deepEqual(wrong, []);
        assert.equal(await panel.page.locator('h1').count(), 1);
      }),
      { numRuns: 200, endOnFailure: true },
    );
    assert.ok(shown > 5, `${String(shown)} of them were reports`);
  });
});
