import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/provision/paths.ts';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { defaultOptions, type CheckService, type Progress } from '../../src/engine/service.ts';
import { Window } from '../window/driver.ts';
import { Figures, median } from './figures.ts';

/**
 * npm run bench:first [runs]: from the click on the lens to the verdict, in a real window, for the course's example; the first
 * click of a window with nothing loaded, the others warm. Where the time goes is told by the same check without a window, stage by stage.
 */
const runs = Number(process.argv[2] ?? 9);
const windows = 5;

/** When each sign of the verdict was first seen, in milliseconds after the click. */
interface Seen {
  lens: number;
  status: number;
  /** The words behind a line that computes a gradient, right below the lens. */
  words: number;
}

/** Clicks a lens and watches the page, frame by frame. */
async function clickAndWatch(page: Page, label: string): Promise<Seen> {
  return page.evaluate(
    (text) =>
      new Promise<Seen>((resolve, reject) => {
        const found = (): HTMLElement | undefined =>
          [...document.querySelectorAll<HTMLElement>('.codelens-decoration a')].find((one) =>
            one.textContent.replaceAll('\u00a0', ' ').includes(text),
          );
        // VS Code draws lenses anew when it likes: for a frame there may be none.
        const click = (tries: number): void => {
          const lens = found();
          if (lens) watch(lens);
          else if (tries > 0) requestAnimationFrame(() => click(tries - 1));
          else reject(new Error(`no lens says ${text}`));
        };
        // The words are drawn by the style sheet; a result that an edit made old has none.
        const wordsBehindLines = (): boolean =>
          [...document.querySelectorAll('.view-line span[class*="ced-"]')].some((span) =>
            /\p{L}/u.test(getComputedStyle(span, '::after').content.replace('none', '')),
          );
        const watch = (lens: HTMLElement): void => {
          const seen: Partial<Seen> = {};
          const started = performance.now();
          let isRunning = false;
          const look = (): void => {
            const now = performance.now() - started;
            const lenses = [...document.querySelectorAll('.codelens-decoration')]
              .map((one) => one.textContent)
              .join(' ')
              .replaceAll('\u00a0', ' ');
            const status = document.querySelector('.part.statusbar')?.textContent ?? '';
            isRunning ||= /Gradient check \d/.test(status);
            if (isRunning && /Gradient checks: \d/.test(status)) seen.status ??= now;
            if (/✗/.test(lenses) && !/Cancel|before your edit/.test(lenses)) seen.lens ??= now;
            if (wordsBehindLines()) seen.words ??= now;
            const { lens: atLens, status: atStatus, words } = seen;
            if (atLens !== undefined && atStatus !== undefined && words !== undefined)
              resolve({ lens: atLens, status: atStatus, words });
            else if (now > 60_000) reject(new Error('no verdict within a minute'));
            else requestAnimationFrame(look);
          };
          lens.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
          lens.dispatchEvent(new MouseEvent('mouseup', { bubbles: true, button: 0 }));
          lens.click();
          look();
        };
        click(300);
      }),
    label,
  );
}

/** Milliseconds of each stage of one check, as its progress tells them; `start` is fork, thread and libraries. */
type Stages = Record<'start' | 'load' | 'bind' | 'check' | 'explain' | 'report', number>;

const file = join(root, 'examples', 'network.ts');

async function stagesOf(service: CheckService, text: string): Promise<Stages> {
  const [pair] = (await service.discover(file, text)).pairs;
  const at = new Map<string, number>();
  const started = performance.now();
  const onProgress = ({ stage }: Progress): void => {
    if (!at.has(stage)) at.set(stage, performance.now() - started);
  };
  const request = { file, pair: pair!, overlays: { [file]: text }, options: defaultOptions };
  await service.check(request, { onProgress, onOutput: () => undefined }, new AbortController().signal);
  const end = performance.now() - started;
  const of = (stage: Progress['stage']): number => at.get(stage) ?? NaN;
  return {
    start: of('loading'),
    load: of('binding') - of('loading'),
    bind: of('checking') - of('binding'),
    check: of('explaining') - of('checking'),
    explain: end - of('explaining'),
    report: end,
  };
}

/** Returns what the whole check takes. */
function sayStages(what: string, all: Stages[]): number {
  const of = (key: keyof Stages): string => `${key} ${median(all.map((stages) => stages[key])).toFixed(0)}`;
  const words = (['start', 'load', 'bind', 'check', 'explain'] as const).map(of).join(', ');
  const alone = median(all.map(({ report }) => report));
  figures.add(`   the check alone, ${what}`, alone, 'ms', null, words);
  return alone;
}

/** Where the verdict is to be read before VS Code draws the lens. */
function sayOthers(all: Seen[]): void {
  figures.add('   to the verdict in the status bar', median(all.map(({ status }) => status)), 'ms');
  figures.add('   to the words behind the wrong line', median(all.map(({ words }) => words)), 'ms');
}

const figures = new Figures(
  'first',
  `click to verdict in a real window, the course's example; medians of ${windows} windows (cold), of ${runs} clicks (warm)`,
);
const folder = mkdtempSync(join(tmpdir(), 'gradient-check-first-'));
/** A window in which nothing of the extension is loaded until its lens is seen, with the course's example in it. */
async function freshWindow(): Promise<Window> {
  const fresh = await Window.open({
    workspace: join(root, 'examples'),
    // A window in a browser saves by itself, and saving checks.
    settings: { 'files.autoSave': 'off', 'gradientCheck.checkOnSave': 'off' },
  });
  await fresh.openFile('network.ts');
  await fresh.moveTo(44);
  await fresh.waitForLens(/Run Gradient Check/);
  return fresh;
}

const cold: Seen[] = [];
const warm: Seen[] = [];
for (let run = 1; run < windows; run++) {
  const fresh = await freshWindow();
  cold.push(await clickAndWatch(fresh.page, 'Run Gradient Check').finally(() => fresh.dispose()));
}
const window = await freshWindow();
try {
  cold.push(await clickAndWatch(window.page, 'Run Gradient Check'));
  figures.add('click to lens, cold', median(cold.map(({ lens }) => lens)), 'ms', { atMost: 1000 });
  sayOthers(cold);
  for (let run = 0; run < runs; run++) {
    // A new verdict can be told from the old one only where that is marked as old.
    await window.moveTo(1);
    await window.type(' ');
    await window.moveTo(44);
    await window.waitForLens(/before your edit/);
    await window.page.waitForTimeout(2000);
    warm.push(await clickAndWatch(window.page, 'Run Again'));
  }
  const note = 'VS Code waits 250 ms before it asks for lenses';
  figures.add('click to lens, warm', median(warm.map(({ lens }) => lens)), 'ms', { atMost: 100 }, note);
  sayOthers(warm);
} finally {
  await window.dispose();
}
const service = createCheckService({ runnerPath: join(root, 'dist', 'runner.cjs'), cacheFolder: folder });
const text = readFileSync(file, 'utf8');
sayStages('cold', [await stagesOf(service, text)]);
const stages: Stages[] = [];
for (let run = 1; run <= runs; run++) {
  await delay(1500);
  // Edited, as in the window.
  stages.push(await stagesOf(service, text + ' '.repeat(run)));
}
const alone = sayStages('warm', stages);
const beside = 'to the status bar, less the check alone';
figures.add('   host and paint, warm', median(warm.map(({ status }) => status)) - alone, 'ms', null, beside);
await service.dispose();
rmSync(folder, { recursive: true, force: true });
figures.finish();
