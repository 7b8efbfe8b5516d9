import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { LensRefresh } from '../../../src/editor/lenses/lensRefresh.ts';

describe('LensRefresh', () => {
  let sent: number;
  let refresh: LensRefresh;

  /** In steps: what a timer starts while it fires counts from then. */
  const pass = (milliseconds: number): void => {
    for (let at = 0; at < milliseconds; at += 10) mock.timers.tick(10);
  };

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    sent = 0;
    refresh = new LensRefresh(100, () => sent++);
  });
  afterEach(() => {
    refresh.dispose();
    mock.timers.reset();
  });

  it('sends one event at once, and no other until VS Code has asked', () => {
    for (let i = 0; i < 5; i++) refresh.request();
    assert.equal(sent, 1);
    refresh.answered();
    assert.equal(sent, 1, 'what changed meanwhile was in the answer');
    refresh.request();
    assert.equal(sent, 2);
  });

  it('sends the last event again where an editor forgot it, as one does that loses the focus', () => {
    refresh.request();
    pass(90);
    assert.equal(sent, 1);
    pass(10);
    assert.equal(sent, 2);
    refresh.answered();
    pass(60_000);
    assert.equal(sent, 2, 'nothing changed since');
  });

  it('lets an editor ask that waits long after each event, however often lenses change', () => {
    const wait = 2500;
    let asks = 0;
    let timer: NodeJS.Timeout | undefined;
    const slow = new LensRefresh(100, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        asks++;
        slow.answered();
      }, wait);
    });
    for (let at = 0; at < 20_000; at += 50) {
      slow.request();
      pass(50);
    }
    assert.ok(asks >= 1, 'every event restarted its wait');
    slow.dispose();
  });

  it('gives up where no editor shows lenses, and begins anew with the next change', () => {
    refresh.request();
    pass(60_000);
    const before = sent;
    pass(60_000);
    assert.equal(sent, before);
    refresh.request();
    assert.equal(sent, before + 1);
  });
});
