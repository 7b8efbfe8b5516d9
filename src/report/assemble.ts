import * as l10n from '@vscode/l10n';
import type { StepCurve } from '../check/curve.ts';
import type { CheckResult, LeafResult } from '../check/result.ts';
import type { Culprit } from '../model/culprit.ts';
import type { ModuleFacts, Pair } from '../model/facts.ts';
import type { Fault } from '../model/fault.ts';
import type {
  Cause,
  CurveReport,
  InputsReport,
  LeafReport,
  Note,
  Question,
  Report,
  TextbookReport,
} from '../model/report.ts';
import type { Range } from '../model/range.ts';
import type { Leaf } from '../model/target.ts';
import { worstEntries } from './entries.ts';
import { missingGradients } from './missingGradients.ts';
import { printable } from './printable.ts';
import { safeNumber } from './numbers.ts';
import { leafPicture } from './picture.ts';
import { returnOf, siteInLayer, siteOf } from './sites.ts';
import { headline } from './words.ts';

/** What a job knows beside the numerics. */
export interface JobFacts {
  pair: Pair;
  facts: ModuleFacts | null;
  inputs: InputsReport | null;
  notes: Note[];
  files: string[];
  host: string;
  milliseconds: number;
}

/** The report of a finished check. */
export function checkReport(
  job: JobFacts,
  result: CheckResult,
  causes: { overall: Cause | null; leaves: (Cause | null)[] },
  extras: { curves: (StepCurve | null)[]; values: string | null; culprits: readonly Culprit[] } = {
    curves: [],
    values: null,
    culprits: [],
  },
): Report {
  const notes = [...job.notes, ...result.notes];
  // What backward left out was not checked: whatever counts as passed where that is so would be believed for nothing.
  const isIncomplete = result.verdict === 'correct' && missingGradients({ notes }) !== null;
  const report: Report = {
    ...emptyReport(job),
    verdict: isIncomplete ? 'inconclusive' : result.verdict,
    doubt: isIncomplete ? 'missing-gradient' : result.doubt,
    size: result.layout.theta.length,
    evaluations: result.evaluations,
    noise: safeNumber(result.noise),
    cost: safeNumber(result.cost),
    method: result.method,
    textbook: textbookReport(result),
    cause: causes.overall,
    notes,
    leaves: result.leaves.map((leaf, at) => ({
      ...leafReport(job, result, leaf, causes.leaves[at] ?? null, extras.culprits),
      curve: curveReport(extras.curves[at] ?? null),
    })),
    values: extras.values,
  };
  return harmless({ ...report, headline: headline(report) });
}

/** The report of a check that ended in a fault. */
export function faultReport(job: JobFacts, error: Fault, question: Question | null = null): Report {
  const report = emptyReport(job);
  return harmless({ ...report, verdict: 'inconclusive', doubt: 'fault', headline: error.message, error, question });
}

/** What a report is found by stays as it is. */
function harmless(report: Report): Report {
  const { file, files, pairId } = report;
  return { ...printable(report), file, files, pairId };
}

function emptyReport(job: JobFacts): Report {
  const { pair, facts } = job;
  const forward = facts?.functions.find((one) => one.qualifiedName === pair.forward);
  return {
    version: 1,
    file: pair.file,
    language: pair.language,
    pairId: pair.id,
    pair: pair.name,
    forward: pair.forward,
    backward: pair.backward,
    range: pair.range,
    forwardRange: forward?.nameRange ?? null,
    verdict: 'inconclusive',
    doubt: null,
    headline: '',
    inputs: job.inputs,
    size: 0,
    evaluations: 0,
    milliseconds: Math.round(job.milliseconds * 100) / 100,
    noise: null,
    cost: null,
    method: 'none',
    textbook: null,
    cause: null,
    notes: job.notes,
    leaves: [],
    files: job.files,
    host: job.host,
    error: null,
    question: null,
    values: null,
  };
}

function textbookReport(result: CheckResult): TextbookReport | null {
  if (!result.textbook) return null;
  const { epsilon, difference, grade } = result.textbook;
  const bold = result.boldDifference;
  return {
    epsilon,
    difference: safeNumber(difference),
    grade,
    boldDifference: bold === null ? null : safeNumber(bold),
  };
}

function leafReport(
  { pair, facts }: JobFacts,
  result: CheckResult,
  found: LeafResult,
  cause: Cause | null,
  culprits: readonly Culprit[],
): Omit<LeafReport, 'curve'> {
  const leaf = result.layout.leaves[found.leaf];
  if (!leaf) throw new RangeError(`no leaf ${String(found.leaf)}`);
  const analytic = result.analytic.subarray(leaf.offset, leaf.offset + leaf.size);
  const site = siteOf(pair, leaf) ?? (facts ? siteInLayer(facts, pair, leaf) : null);
  // Where the mistake is goes before where the gradient is computed.
  const culprit = culprits.find(({ leaves }) => leaves.includes(found.leaf));
  const isApart = culprit && !(site && isWithin(culprit.range, site.range));
  const range = (isApart ? culprit.range : site?.range) ?? (facts ? returnOf(facts, pair, leaf) : null);
  return {
    ...leafIdentity(leaf),
    verdict: found.verdict,
    doubt: found.doubt,
    difference: nullable(found.difference),
    ...wrongCount(leaf, found, cause),
    wrongIsBound: found.wrongIsBound,
    checkedEntries: found.checkedEntries,
    bound: nullable(found.bound),
    median: nullable(found.median),
    cause,
    worst: worstEntries(leaf, analytic, found),
    site: range ? { ...range, file: pair.file } : null,
    picture: leafPicture(leaf, analytic, found),
    notes: found.nearby ? [nearbyNote(leaf)] : [],
  };
}

/** Whether a place stands on the lines of another. */
function isWithin(place: Range, other: Range): boolean {
  return place.line >= other.line && place.endLine <= other.endLine;
}

function curveReport(curve: StepCurve | null): CurveReport | null {
  if (!curve) return null;
  return {
    flat: curve.flat,
    analytic: safeNumber(curve.analytic),
    reference: safeNumber(curve.reference),
    referenceError: safeNumber(curve.referenceError),
    points: curve.epsilon.map((epsilon, at) => ({ epsilon, numeric: safeNumber(curve.numeric[at] ?? NaN) })),
  };
}

function leafIdentity(leaf: Leaf): Leaf {
  const { name, gradientName, layer, role, shape, offset, size, dtype } = leaf;
  return { name, gradientName, layer, role, shape, offset, size, dtype };
}

function nearbyNote(leaf: Leaf): Note {
  const message = l10n.t(
    'With these inputs the error in {0} cannot show; at a nearby point it does. The entries listed are those of that point.',
    leaf.gradientName,
  );
  return { id: 'nearby', severity: 'info', message };
}

/** Causes that hold for every entry of a leaf alike, also where the right value is 0 and nothing shows. */
const wholeLeafCauses = new Set(['constant-factor', 'zero']);

function wrongCount(
  leaf: Leaf,
  found: LeafResult,
  cause: Cause | null,
): { wrongEntries: number; hiddenEntries: number } {
  const isWhole = cause !== null && wholeLeafCauses.has(cause.id) && !found.wrongIsBound;
  const wrongEntries = isWhole ? leaf.size : found.wrongEntries;
  return { wrongEntries, hiddenEntries: wrongEntries - found.wrongEntries };
}

function nullable(value: number | null): ReturnType<typeof safeNumber> | null {
  return value === null ? null : safeNumber(value);
}
