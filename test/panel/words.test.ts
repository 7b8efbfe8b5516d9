import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/provision/paths.ts';
import { doubled } from '../unit/report/sampleReport.ts';
import { PanelPage } from './page.ts';
import { fullReport, stateOf } from './samples.ts';

describe('the words of the page', () => {
  it('are all translated: what is left is names and numbers of the report', async () => {
    const keys = Object.keys(JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8')) as object);
    const panel = await PanelPage.open({ words: Object.fromEntries(keys.map((key) => [key, `⟦${key}⟧`])) });
    try {
      await panel.load();
      await panel.send({ kind: 'state', state: stateOf(fullReport()) });
      await panel.page.locator('canvas.heat-map').waitFor();
      for (const summary of await panel.page.locator('summary').all()) await summary.click();
      const texts = await panel.page.evaluate(spokenTexts);
      assert.ok(texts.some((text) => text.includes('⟦')));
      const known = new Set([
        ...['backward', 'a', 'ts', 'Node', 'dW', 'db', 'gradcheck', 'e', 'J', 'W', 'b', 'PM', 'AM', 'X', 'θ', 'ε'],
        ...['NOTE', 'EVIDENCE', 'INPUTS', 'VALUE'],
        ...`${doubled.message} ${doubled.advice} ${doubled.label}`.match(/\p{L}+/gu)!,
      ]);
      const left = texts
        .flatMap((text) => withoutMarked(text).match(/\p{L}+/gu) ?? [])
        .filter((word) => !known.has(word));
      assert.deepEqual(left, []);
    } finally {
      await panel.close();
    }
  });
});

/** Drops everything between ⟦ and ⟧, inner ones first. */
function withoutMarked(text: string): string {
  const shorter = text.replace(/⟦[^⟦⟧]*⟧/gu, '');
  return shorter === text ? text : withoutMarked(shorter);
}

/** Runs in the page: every text that a person sees or hears. */
function spokenTexts(): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement?.localName !== 'script') texts.push(walker.currentNode.textContent ?? '');
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['title', 'aria-label', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
  }
  return texts.filter((text) => text.trim() !== '');
}
