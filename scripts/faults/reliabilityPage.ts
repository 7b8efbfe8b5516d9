import type { FaultTest } from './faultTests.ts';

export const startMark = '<!-- generated from the names of the tests in test/faults: npm run docs:reliability -->';
export const endMark = '<!-- end of the generated list -->';

/** The page with its list of faults made anew. */
export function withFaultList(page: string, tests: FaultTest[]): string {
  const suites = [...new Set(tests.map(({ suite }) => suite))];
  const lists = suites.map((suite) => {
    const names = tests
      .filter((test) => test.suite === suite)
      .map(({ name }) => `- ${name.replaceAll('*', '\\*').replaceAll('_', '\\_')}`);
    return `### ${suite[0]?.toUpperCase() ?? ''}${suite.slice(1)}\n\n${names.join('\n')}`;
  });
  const before = page.slice(0, page.indexOf(startMark));
  const after = page.slice(page.indexOf(endMark));
  return `${before}${startMark}\n\n${lists.join('\n\n')}\n\n${after}`;
}
