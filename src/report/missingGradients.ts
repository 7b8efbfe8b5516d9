import type { Report } from '../model/report.ts';

/** That backward returns no gradient for some parameters, in a sentence that names them; null where none is missing. */
export function missingGradients({ notes }: Pick<Report, 'notes'>): string | null {
  return notes.find(({ id }) => id === 'no-gradient')?.message ?? null;
}

/** Whether every gradient that backward returns is right, be it that it returns one for every parameter or not. */
export function isRightInWhatItReturns({ verdict, doubt }: Pick<Report, 'verdict' | 'doubt'>): boolean {
  return verdict === 'correct' || doubt === 'missing-gradient';
}
