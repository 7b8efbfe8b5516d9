/** Options of a check that sweeps every entry, however long it takes. */
export const exactOptions = {
  epsilon: 1e-7,
  seed: 1,
  mode: 'exact',
  budgetMilliseconds: 1e9,
  now: () => performance.now(),
} as const;
