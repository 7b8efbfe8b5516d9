import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { LensRefresh } from '../../../src/editor/lensRefresh.ts';

describe('LensRefresh', () => {
  let sent: number;
  let refresh: LensRefresh;

  beforeEach(() => {
    sent = 0;
    refresh = new LensRefresh(60, () => sent++);
  });
  afterEach(() => {
    refresh.dispose();
  });

  it('sends one event at once, and no other until VS Code has asked', () => {
    for (let i = 0; i < 5; i++) refresh.request();
    assert.equal(sent, 1);
    refresh.answered();
    assert.equal(sent, 1, 'what changed meanwhile was in the answer');
    refresh.request();
    assert.equal(sent, 2);
  });

  it('sends another after a while where VS Code does not ask', async () => {
    refresh.request();
    refresh.request();
    await delay(100);
    assert.equal(sent, 2);
    await delay(100);
    assert.equal(sent, 2, 'nothing changed since');
  });
});
