import assert from 'node:assert/strict';
import { fault } from '../../src/model/fault.ts';
import type { Report } from '../../src/model/report.ts';
import { readFromPage, type FromPage } from '../../src/panel/messages.ts';
import { PanelPage } from './page.ts';
import { fullReport, largeReport, side, stateOf } from './samples.ts';

describe('the page of the panel', () => {
  let panel: PanelPage;

  async function show(report: Report): Promise<void> {
    await panel.load();
    await panel.send({ kind: 'state', state: stateOf(report) });
    await panel.page.locator('canvas.heat-map').waitFor();
  }

  async function lastSent<K extends FromPage['kind']>(kind: K): Promise<Extract<FromPage, { kind: K }>> {
    await panel.page.waitForFunction(
      (wanted) => (globalThis as unknown as { sent(): FromPage[] }).sent().some((message) => message.kind === wanted),
      kind,
    );
    const message = (await panel.sent()).findLast((one) => one.kind === kind);
    const read = readFromPage(message);
    assert.ok(read?.kind === kind, JSON.stringify(message).slice(0, 200));
    return read as Extract<FromPage, { kind: K }>;
  }

  before(async () => {
    panel = await PanelPage.open();
  });
  after(() => panel.close());
  afterEach(async () => assert.deepEqual(await panel.violations(), [], 'the policy of the page was violated'));

  it('has a title, words, a table and a way to save behind every picture', async () => {
    await show(fullReport());
    const figures = panel.page.locator('figure');
    const titles = await figures.locator('h4').allInnerTexts();
    assert.deepEqual(titles, [
      'The textbook’s difference',
      'Difference: dW[2], 2×3',
      'Backward against cost',
      'Ratio backward ÷ cost',
      'Error against ε at W[2][1,2]',
    ]);
    for (const figure of await figures.all()) {
      const picture = figure.locator('canvas, .picture-body svg').first();
      assert.ok(await picture.getAttribute('aria-label'));
      await figure.locator('summary').click();
      await figure.locator('tbody tr').nth(3).waitFor();
      assert.equal(await figure.getByRole('button', { name: /^Save picture/ }).count(), 1);
    }
  });

  it('offers no way to run that cannot help', async () => {
    const good = fullReport();
    const faulty = (kind: 'syntax' | 'throw'): Report => ({
      ...good,
      leaves: [],
      textbook: null,
      error: fault(kind, '!'),
    });
    const offered = async (report: Report): Promise<string[]> => {
      await panel.load();
      await panel.send({ kind: 'state', state: stateOf(report) });
      const buttons = panel.page.locator('header .actions button');
      await buttons.first().waitFor();
      return buttons.allInnerTexts();
    };
    assert.deepEqual(await offered(good), ['Run again', 'Exact sweep', 'Other inputs']);
    assert.deepEqual(await offered(faulty('throw')), ['Run again', 'Other inputs']);
    assert.deepEqual(await offered(faulty('syntax')), ['Run again']);
  });

  it('shows the last good result below a fault, as one from before, and opens places in it', async () => {
    const good = fullReport();
    const report = { ...good, leaves: [], textbook: null, cause: null, error: fault('syntax', "';' expected.") };
    const state = stateOf(good);
    await panel.load();
    const result = { ...state.result!, report, before: { report: good, at: 1 } };
    await panel.send({ kind: 'state', state: { ...state, result } });
    await panel.page.locator('canvas.heat-map').waitFor();
    const text = await panel.page.locator('main').innerText();
    const order = [
      /Could not be checked/,
      /';' expected\./,
      /Below is the last result before that, from \d.*the code may have changed since/,
      /dW\[2\]/,
    ];
    const places = order.map((one) => text.search(one));
    assert.ok(
      places.every((place, at) => place > (places[at - 1] ?? -1)),
      `${String(places)}: ${text}`,
    );
    await panel.page.locator('section.detail').getByRole('button', { name: 'Go to line 10' }).click();
    assert.deepEqual((await lastSent('open')).target, { what: 'leaf', leaf: 0 });
  });

  it('calls a cause likely where another would fit, which that none is known is not', async () => {
    const words = 'another cause would fit as well';
    const report = fullReport();
    report.cause = { ...report.cause!, confidence: 'likely' };
    await show(report);
    assert.equal(await panel.page.getByText(words).count(), 1);
    report.cause = { ...report.cause, id: 'unknown' };
    await panel.send({ kind: 'state', state: stateOf(report) });
    await panel.page.getByText(words).waitFor({ state: 'detached' });
  });

  it('lists mistakes that have different causes, in words alone', async () => {
    const report = fullReport();
    const evidence = ['dW2 is exactly 2 × what the cost says', 'b1 is transposed'];
    report.cause = { ...report.cause!, id: 'several', constants: { count: 2 }, evidence };
    await show(report);
    const why = panel.page.locator('section[aria-labelledby="cause-title"]');
    assert.equal(await why.locator('strong').innerText(), '2 different things are wrong');
    assert.deepEqual(await why.locator('li').allInnerTexts(), evidence);
  });

  it('does not call a number certain that belongs to an open verdict', async () => {
    const report = { ...fullReport(), verdict: 'inconclusive' as const, doubt: 'not-repeatable' as const };
    await show(report);
    const words = await panel.page.locator('figure', { hasText: 'The textbook’s difference' }).innerText();
    assert.match(
      words,
      /2\.9e-1 at ε = 1e-7 is critical: certainly a bug\. That number knows nothing of the doubt above\./u,
    );
  });

  it('shrinks its plots with the panel', async () => {
    await show(fullReport());
    await panel.page.setViewportSize({ width: 300, height: 700 });
    const cut = await panel.page
      .locator('.picture-body')
      .evaluateAll((bodies) => bodies.filter((body) => body.scrollWidth > body.clientWidth).length);
    assert.equal(cut, 0);
    await panel.page.setViewportSize({ width: 900, height: 700 });
  });

  it('says below the verdict which gradient is missing, and how each earlier run ended', async () => {
    const words = 'Backward returns no gradient for b.';
    const report = fullReport();
    report.notes.push({ id: 'no-gradient', severity: 'warning', message: words });
    const state = stateOf(report);
    const [first, second] = state.result!.history;
    const failed = { ...first!, at: 3, verdict: 'inconclusive' as const, failed: true, seed: null, wrong: [] };
    const history = [{ ...first!, at: 4 }, failed, second!];
    await panel.load();
    await panel.send({ kind: 'state', state: { ...state, result: { ...state.result!, history } } });
    await panel.page.locator('header .banner', { hasText: words }).waitFor();
    assert.equal(await panel.page.locator('main :is(p, li):not(.heard)', { hasText: words }).count(), 1);
    assert.match(
      await panel.page.locator('.heard').innerText(),
      /^Wrong\. backward computes .* returns no gradient for b\.$/u,
    );
    const runs = await panel.page.locator('.history li').allInnerTexts();
    assert.match(runs[0] ?? '', /wrong \(W2, b1\).*: newly wrong: b1; other inputs$/);
    assert.match(runs[1] ?? '', /! could not be checked, difference 3\.0e-1$/);
  });

  it('is read with the keyboard: index, both values and error bar', async () => {
    await show(fullReport());
    await panel.page.locator('canvas.heat-map').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'End']) await panel.page.keyboard.press(key);
    assert.equal(
      await panel.page.locator('.readout').innerText(),
      'W[2][1,2] (θ index 5): backward says 12, the cost says 6 ± 1.0e-9',
    );
    await panel.page.keyboard.press('+');
    await panel.page.keyboard.press('ArrowLeft');
    assert.match(await panel.page.locator('.readout').innerText(), /^W\[2\]\[1,1\]/);
  });

  it('reads a cell under the mouse', async () => {
    await show(fullReport());
    await panel.page.locator('canvas.heat-map').hover({ position: { x: 5, y: 5 } });
    assert.match(await panel.page.locator('.readout').innerText(), /^W\[2\]\[0,0\] .* ± /);
  });

  it('marks the ε used and the best one, and says how far backward is off', async () => {
    await show(fullReport());
    const figure = panel.page.locator('figure', { hasText: 'Error against ε' });
    assert.match(
      await figure.locator('figcaption').innerText(),
      /best ε = 1e-5, off by 1\.7e-11\..*ε used = 1e-7, off by .*Backward is off by 5\.0e-1, which no ε explains/,
    );
    assert.equal(await figure.locator('.best').count(), 1);
    assert.equal(await figure.locator('.used').count(), 1);
    assert.equal(await figure.locator('.backward').count(), 1);
  });

  it('saves a canvas as a PNG and a drawing as an SVG that stands alone', async () => {
    await show(fullReport());
    const save = (name: string): Promise<void> =>
      panel.page
        .locator('figure', { hasText: name })
        .getByRole('button', { name: /^Save picture/ })
        .click();
    await save('Difference:');
    const png = await lastSent('save-picture');
    assert.deepEqual([png.format, png.name], ['png', 'dW[2]-residual']);
    const header = Buffer.from(png.data, 'base64').subarray(16, 24);
    assert.ok(header.readUInt32BE(0) > 300 && header.readUInt32BE(4) > 100, 'width and height of the PNG');
    await panel.load();
    await show(fullReport());
    await save('Error against ε');
    const svg = await lastSent('save-picture');
    assert.equal(svg.format, 'svg');
    const parsed = await panel.page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      const root = document.documentElement;
      return { name: root.localName, width: root.getAttribute('width'), texts: root.textContent };
    }, svg.data);
    assert.equal(parsed.name, 'svg');
    assert.ok(Number(parsed.width) > 300);
    assert.match(parsed.texts, /Error against ε at W\[2\]\[1,2\]/);
    assert.doesNotMatch(svg.data, /class="curve"[^>]*fill="(?!none)/);
  });

  it('asks for every entry of a large leaf, and shows the worst entry wherever it lies', async () => {
    await show(largeReport());
    assert.deepEqual(await lastSent('values'), { kind: 'values', leaf: 0 });
    assert.match(await panel.page.locator('.pictures').innerText(), /Every cell stands for a block/);
    await panel.page.evaluate((length) => {
      const analytic = new Float32Array(length).fill(1);
      const residual = new Float32Array(length);
      const verdict = new Uint8Array(length);
      residual[150 * 300 + 151] = 0.5;
      verdict[150 * 300 + 151] = 1;
      const values = { analytic, measured: { residual, error: new Float32Array(length).fill(1e-9), verdict } };
      window.dispatchEvent(
        new MessageEvent('message', { data: { kind: 'values', of: 'v.values', leaf: 'W2', values } }),
      );
    }, side * side);
    const canvas = panel.page.locator('canvas.heat-map');
    await panel.page.getByText('Every cell stands for a block').waitFor({ state: 'detached' });
    const { width, height } = (await canvas.boundingBox())!;
    const position = { x: Math.floor((151.5 / side) * width), y: Math.floor((150.5 / side) * height) };
    await canvas.hover({ position });
    const words = await panel.page.locator('.readout').innerText();
    assert.match(words, /^W\[2\]\[150,151\] .*backward says 1, the cost says 0\.5 ± /);
    const shares = await canvas.evaluate((element: HTMLCanvasElement) => {
      const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
      let orange = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! > data[at + 2]! + 60) orange++;
      return orange;
    });
    assert.ok(shares > 0, 'one wrong entry of 90,000 has a pixel of its own colour');
  });

  it('tells a screen reader how a check goes on and how it ended, from one region that stays', async () => {
    await show(fullReport());
    const heard = panel.page.locator('.heard[role=status]');
    const region = await heard.elementHandle();
    assert.match((await heard.textContent())!, /^Wrong\. .*dW\[2\]/);
    const running = { progress: null };
    await panel.send({ kind: 'state', state: { ...stateOf(fullReport()), running } });
    await panel.page.locator('.heard', { hasText: 'Checking…' }).waitFor({ state: 'attached' });
    await panel.send({ kind: 'state', state: stateOf(fullReport()) });
    await panel.page.locator('.heard', { hasText: 'Wrong' }).waitFor({ state: 'attached' });
    assert.ok(await region.evaluate((node) => node.isConnected));
  });

  it('moves nothing for people who asked for less motion', async () => {
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    await show(fullReport());
    const durations = await panel.page
      .locator('button')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).transitionDuration));
    assert.deepEqual([...new Set(durations)], ['0s']);
    await panel.page.emulateMedia({ reducedMotion: null });
  });

  it('fits a panel of 380 pixels, also with a long name and with a marker at the end of the scale', async () => {
    await panel.page.setViewportSize({ width: 380, height: 800 });
    const report = fullReport();
    report.leaves[0]!.name = 'theEmbeddingProjectionMatrixOfTheEncoderBlockNumberOne';
    report.leaves[0]!.gradientName = `d_${report.leaves[0]!.name}`;
    report.textbook!.boldDifference = 1e-13;
    await show(report);
    const table = panel.page.locator('.wide', { has: panel.page.locator('table.leaves') });
    assert.equal(await table.evaluate((box) => box.scrollWidth - box.clientWidth), 0, 'a name pushes the columns away');
    const marker = await panel.page.locator('[data-marker="bold"] circle').boundingBox();
    const body = await panel.page.locator('.picture-body', { has: panel.page.locator('.scale') }).boundingBox();
    assert.ok(marker!.x >= body!.x, 'the marker is cut off');
    const overflow = await panel.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
    const cut = await panel.page.locator('.scale text').evaluateAll((texts) => {
      const boxes = texts.filter((one) => one.textContent !== '').map((one) => one.getBoundingClientRect());
      return boxes.filter((box, at) =>
        boxes.some(
          (other, index) => index > at && box.top === other.top && box.right > other.left && other.right > box.left,
        ),
      ).length;
    });
    assert.equal(cut, 0, 'labels of the scale overlap');
    await panel.page.setViewportSize({ width: 820, height: 800 });
  });
});
