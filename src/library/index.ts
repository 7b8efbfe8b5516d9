/**
 * The package's entry: the same check for other people's tests. It runs in the caller's process, loads nothing, and
 * knows no editor.
 */
export { gradientCheck } from './gradientCheck.ts';
export { expectGradients, formatReport, GradientError } from './expectGradients.ts';
export { defineConfig } from './defineConfig.ts';
export type { GradientProblem } from './problem.ts';
export type { GradientCheckOptions } from './options.ts';
export type { GradientCheckConfig } from '../model/config.ts';
export type {
  Cause,
  Doubt,
  EntryReport,
  Grade,
  LeafReport,
  Note,
  Report,
  SafeNumber,
  TextbookReport,
  Verdict,
} from '../model/report.ts';
export type { Fault, FaultKind } from '../model/fault.ts';
