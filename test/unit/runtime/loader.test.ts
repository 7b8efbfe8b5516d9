import { cases, runCase } from '../../loader/cases.ts';

describe('loading modules', () => {
  for (const one of cases) it(one.name, () => runCase(one));
});
