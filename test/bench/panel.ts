import type { LeafReport, Report } from '../../src/model/report.ts';
import type { PairState } from '../../src/panel/messages.ts';
import { PanelPage } from '../panel/page.ts';
import { sampleReport } from '../unit/report/sampleReport.ts';

/**
 * The panel as it is shipped, in a headless browser: time to its first verdict, time until a million entries are
 * drawn in all of their pictures, and what 50 runs leave in memory. Run: npm run bench:panel
 */
const side = 1000;
const runs = 50;

interface Row {
  what: string;
  goal: number;
  figure: number;
  unit: string;
}

const panel = await PanelPage.open();
const rows: Row[] = [];
try {
  await panel.page.addInitScript(watchCanvas);
  rows.push(await firstPaint());
  rows.push(...(await millionEntries()));
  rows.push(await memory());
} finally {
  await panel.close();
}
print();

/** From the start of loading the page until the verdict is on the screen; the median of five. */
async function firstPaint(): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await panel.load();
    await panel.send({ kind: 'state', state: stateOf(sampleReport(['W2'])) });
    times.push(
      await panel.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const look = (): void => {
              if (!document.querySelector('h1')) return void requestAnimationFrame(look);
              // The frame after the next one begins when the verdict is painted.
              requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
            };
            look();
          }),
      ),
    );
  }
  return { what: 'first paint of a verdict', goal: 500, figure: median(times), unit: 'ms' };
}

async function millionEntries(): Promise<Row[]> {
  await panel.load();
  await panel.send({ kind: 'state', state: stateOf(largeReport('1.values')) });
  await panel.page.locator('canvas.heat-map').waitFor();
  await panel.page.waitForTimeout(500);
  const arrive = median(await repeat(5, () => panel.page.evaluate(sendMillion, side * side)));
  const mode = median(await repeat(4, (round) => clickAndWait(round % 2 === 0 ? 'The cost says' : 'Difference')));
  const zoom = median(await repeat(5, () => clickAndWait('+')));
  return [
    { what: 'a million entries in every picture', goal: 150, figure: arrive, unit: 'ms' },
    { what: 'a million entries, another mode', goal: 150, figure: mode, unit: 'ms' },
    { what: 'a million entries, one step of zoom', goal: 150, figure: zoom, unit: 'ms' },
  ];
}

/** What the page still holds after many runs of a pair with a million entries, beside what it held after the first. */
async function memory(): Promise<Row> {
  const client = await panel.page.context().newCDPSession(panel.page);
  const used = async (): Promise<number> => {
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = (await client.send('Runtime.getHeapUsage')) as {
      usedSize: number;
      backingStorageSize?: number;
    };
    return (usedSize + backingStorageSize) / 1e6;
  };
  await panel.load();
  const run = async (round: number): Promise<void> => {
    await panel.send({ kind: 'state', state: stateOf(largeReport(`${String(round)}.values`)) });
    await panel.page.locator('canvas.heat-map').waitFor();
    await panel.page.evaluate(sendMillion, side * side);
  };
  await run(1);
  await run(2);
  const before = await used();
  for (let round = 3; round <= runs; round++) await run(round);
  return { what: `memory that ${String(runs)} runs leave`, goal: 10, figure: (await used()) - before, unit: 'MB' };
}

function stateOf(report: Report): PairState {
  const result = { report, stale: false, at: 1, history: [], before: null };
  return { file: '/a.ts', pairId: 'p', name: 'backward', place: 'a.ts', trusted: true, result, running: null };
}

/** A report whose first leaf has a million entries, shown in 48 × 48 blocks. */
function largeReport(values: string): Report {
  const report = sampleReport(['W2']);
  const cells = 48 * 48;
  const leaf: LeafReport = {
    ...report.leaves[0]!,
    shape: [side, side],
    size: side * side,
    picture: {
      rows: 48,
      columns: 48,
      flat: Array.from({ length: cells }, (_, at) => at),
      analytic: Array.from({ length: cells }, (_, at) => Math.sin(at)),
      residual: Array.from({ length: cells }, (_, at) => Math.cos(at) / 2),
      error: new Array<number>(cells).fill(1e-9),
      verdict: 'w'.repeat(cells),
    },
  };
  return { ...report, values, leaves: [leaf] };
}

/** Runs in the page: sends a million values as the extension does, and waits until nothing is drawn any more. */
function sendMillion(size: number): Promise<number> {
  const analytic = new Float32Array(size);
  const residual = new Float32Array(size);
  const verdict = new Uint8Array(size);
  for (let at = 0; at < size; at++) {
    analytic[at] = Math.sin(at / 700) + Math.random();
    if (at % 7 === 0) verdict[at] = 1;
    residual[at] = at % 7 === 0 ? Math.random() : 1e-9;
  }
  const of = (globalThis as unknown as { shown: string }).shown;
  const values = { analytic, measured: { residual, error: new Float32Array(size).fill(1e-9), verdict } };
  const started = performance.now();
  window.dispatchEvent(new MessageEvent('message', { data: { kind: 'values', of, leaf: 'W2', values } }));
  return drawnSince(started);
}

declare function drawnSince(started: number): Promise<number>;

/** Runs in the page before its script: notes when a canvas was drawn on last, and which report is shown. */
function watchCanvas(): void {
  let last = 0;
  const { prototype } = CanvasRenderingContext2D;
  for (const name of ['putImageData', 'strokeRect', 'fillRect'] as const) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own context below
    const original = prototype[name] as (...args: unknown[]) => void;
    Object.assign(prototype, {
      [name](this: CanvasRenderingContext2D, ...args: unknown[]) {
        original.apply(this, args);
        last = performance.now();
      },
    });
  }
  window.addEventListener('message', ({ data }: MessageEvent<{ state?: PairState }>) => {
    const values = data.state?.result?.report.values;
    if (values) Object.assign(globalThis, { shown: values });
  });
  const drawnSince = async (started: number): Promise<number> => {
    const end = started + 10_000;
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (last > started && performance.now() - last > 400) return last - started;
    }
    throw new Error('nothing was drawn');
  };
  Object.assign(globalThis, { drawnSince });
}

function clickAndWait(words: string): Promise<number> {
  return panel.page.evaluate((text) => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === text);
    if (!button) throw new Error(`no button says ${text}`);
    const started = performance.now();
    button.click();
    return drawnSince(started);
  }, words);
}

async function repeat(times: number, measure: (round: number) => Promise<number>): Promise<number[]> {
  const figures: number[] = [];
  for (let round = 0; round < times; round++) figures.push(await measure(round));
  return figures;
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function print(): void {
  console.log(`${'what'.padEnd(44)}${'goal'.padStart(10)}${'figure'.padStart(12)}`);
  for (const { what, goal, figure, unit } of rows) {
    const isMissed = !(figure <= goal);
    const words = `${figure.toFixed(1)} ${unit}`.padStart(12);
    console.log(`${what.padEnd(44)}${`≤ ${String(goal)} ${unit}`.padStart(10)}${words}${isMissed ? '  MISSED' : ''}`);
  }
  const missed = rows.filter(({ goal, figure }) => !(figure <= goal)).length;
  console.log(missed === 0 ? 'reached all goals' : `MISSED ${String(missed)} of ${String(rows.length)} goals`);
  process.exitCode = missed === 0 ? 0 : 1;
}
