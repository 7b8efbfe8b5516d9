import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { Window } from '../../test/window/driver.ts';
import { root } from '../provision/paths.ts';
import { write } from './keep.ts';

const size = { width: 1000, height: 625 };

interface Frame {
  picture: Buffer;
  milliseconds: number;
}

/** Click → squiggle → panel as a short animated picture: media/screenshots/click.gif. */
export async function animate(): Promise<void> {
  const window = await Window.open({ workspace: join(root, 'examples'), theme: 'dark', size });
  const frames: Frame[] = [];
  const shoot = async (milliseconds: number): Promise<void> => {
    frames.push({ picture: await window.page.screenshot(), milliseconds });
  };
  try {
    await play(window, shoot);
  } finally {
    await window.dispose();
  }
  const moving = sharp(
    frames.map(({ picture }) => picture),
    { join: { animated: true } },
  );
  const delay = frames.map(({ milliseconds }) => milliseconds);
  write('click.gif', await moving.gif({ delay, loop: 0, colours: 96, effort: 10, interFrameMaxError: 6 }).toBuffer());
}

async function play(window: Window, shoot: (milliseconds: number) => Promise<void>): Promise<void> {
  await window.closeSideBar();
  await window.openFile('network.ts');
  await window.moveTo(44);
  await window.waitForLens(/Run Gradient Check/);
  await window.page.waitForTimeout(800);
  await addPointer(window);
  await movePointer(window, { x: 700, y: 480 });
  await shoot(1200);
  await glide(window, window.page.locator('.codelens-decoration a', { hasText: 'Run Gradient Check' }).first(), shoot);
  await window.clickCodeLens('Run Gradient Check');
  await window.waitForLens(/✗/);
  await window.waitForSquiggle(47);
  await window.page.waitForTimeout(1000);
  await shoot(2600);
  await glide(window, window.page.locator('.codelens-decoration a', { hasText: 'Show Details' }).first(), shoot);
  await window.clickCodeLens('Show Details');
  await window.panel.locator('canvas.heat-map').waitFor();
  await window.page.waitForTimeout(1200);
  await shoot(2400);
  await glide(window, window.panel.locator('table.leaves').getByRole('button', { name: 'W[2]' }), shoot);
  await window.panel.locator('table.leaves').getByRole('button', { name: 'W[2]' }).click();
  await window.panel.locator('#detail-title').evaluate((title) => title.scrollIntoView());
  await window.page.waitForTimeout(800);
  await shoot(2600);
  await window.panel.locator('figure', { hasText: 'Error against ε' }).evaluate((one) => one.scrollIntoView());
  await window.page.waitForTimeout(500);
  await shoot(2600);
}

/** A browser without a screen draws no pointer of its own. */
async function addPointer(window: Window): Promise<void> {
  await window.page.evaluate(() => {
    const pointer = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    pointer.id = 'pointer';
    pointer.setAttribute('viewBox', '0 0 16 24');
    Object.assign(pointer.style, { position: 'fixed', width: '16px', zIndex: '100000', pointerEvents: 'none' });
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', 'M1 1v18l4.5-4 3 7 3-1.300-3-6.700h6z');
    path.setAttribute('fill', '#fff');
    path.setAttribute('stroke', '#000');
    pointer.append(path);
    document.body.append(pointer);
  });
}

let last = { x: 0, y: 0 };

async function movePointer(window: Window, to: { x: number; y: number }): Promise<void> {
  last = to;
  await window.page.evaluate(({ x, y }) => {
    const pointer = document.getElementById('pointer');
    Object.assign(pointer?.style ?? {}, { left: `${String(x)}px`, top: `${String(y)}px` });
  }, to);
}

/** Three steps to the middle of an element, where it may be in a frame. */
async function glide(window: Window, target: Locator, shoot: (milliseconds: number) => Promise<void>): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('the pointer has nowhere to go');
  const from = last;
  const to = { x: box.x + Math.min(40, box.width / 2), y: box.y + box.height / 2 };
  for (const share of [0.4, 0.75, 1]) {
    await movePointer(window, { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
    await shoot(share === 1 ? 600 : 120);
  }
}
