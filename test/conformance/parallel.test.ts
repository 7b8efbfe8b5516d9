import { javascriptFixtures } from './javascriptFixtures.ts';
import { conformance } from './suite.ts';
import { newPool, openWithHelpers, writeSource } from './withHelpers.ts';

const pool = newPool();
after(() => pool.clear());

// Two threads, and no request too small to be shared.
conformance('JavaScript on several threads', {
  language: 'javascript',
  more: javascriptFixtures,
  open: (plan, source) =>
    openWithHelpers(pool, plan, writeSource(source), { threads: 2, readyMilliseconds: 0, leastMilliseconds: 0 }),
});
