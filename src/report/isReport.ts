import type { Fault, FaultKind } from '../model/fault.ts';
import type { Range } from '../model/range.ts';
import type {
  Cause,
  CurveReport,
  Doubt,
  EntryReport,
  Grade,
  InputsReport,
  LeafPicture,
  LeafReport,
  Note,
  Question,
  Report,
  SafeNumber,
  TextbookReport,
  Verdict,
} from '../model/report.ts';
import {
  either,
  isBoolean,
  isCount,
  isNull,
  isNumber,
  isText,
  listOf,
  objectOf,
  recordOf,
  where,
  wordOf,
  type Is,
} from './forms.ts';

const orNull = <T>(form: Is<T>): Is<T | null> => either(form, isNull);

export const isSafeNumber: Is<SafeNumber> = either(
  isNumber,
  wordOf<Exclude<SafeNumber, number>>({ NaN: true, Infinity: true, '-Infinity': true }),
);
export const isVerdict = wordOf<Verdict>({ correct: true, wrong: true, inconclusive: true });
export const isMethod = wordOf<Report['method']>({ exact: true, fast: true, none: true });
const isEpsilon = where(isNumber, (value) => value > 0 && Number.isFinite(value));
const isVersion: Is<1> = (value): value is 1 => value === 1;

const isDoubt = wordOf<Doubt>({
  kink: true,
  noise: true,
  'not-repeatable': true,
  'not-smooth': true,
  fault: true,
  'not-checked': true,
  'cost-unknown': true,
  'adaptive-update': true,
  'cost-constant': true,
  'softmax-diagonal': true,
  'logit-derivative': true,
  'missing-gradient': true,
  'other-loss': true,
  'inputs-unknown': true,
});

const rangeFields = { line: isCount, column: isCount, endLine: isCount, endColumn: isCount };
const isRange = objectOf<Range>(rangeFields);

const isFault = objectOf<Fault>({
  kind: wordOf<FaultKind>({
    throw: true,
    syntax: true,
    import: true,
    timeout: true,
    memory: true,
    exit: true,
    crash: true,
    cancelled: true,
    'not-finite': true,
    shape: true,
    'no-gradient': true,
    'not-deterministic': true,
    unbound: true,
    inputs: true,
    interpreter: true,
    internal: true,
  }),
  message: isText,
  file: orNull(isText),
  line: orNull(isCount),
  column: orNull(isCount),
  stack: orNull(isText),
});

const isCause = objectOf<Cause>({
  id: isText,
  label: isText,
  message: isText,
  advice: isText,
  evidence: listOf(isText),
  confidence: wordOf<Cause['confidence']>({ certain: true, likely: true }),
  constants: recordOf(either(isNumber, isText)),
});

const isNote = objectOf<Note>({
  id: isText,
  severity: wordOf<Note['severity']>({ info: true, warning: true }),
  message: isText,
});

const isEntry = objectOf<EntryReport>({
  flat: isCount,
  index: listOf(isCount),
  analytic: isSafeNumber,
  numeric: isSafeNumber,
  error: isSafeNumber,
  verdict: isVerdict,
  doubt: orNull(isDoubt),
  slopes: orNull(where(listOf(isSafeNumber), ({ length }) => length === 2) as Is<[SafeNumber, SafeNumber]>),
});

const isPicture = where(
  objectOf<LeafPicture>({
    rows: isCount,
    columns: isCount,
    flat: listOf(isCount),
    analytic: listOf(isSafeNumber),
    residual: listOf(isSafeNumber),
    error: listOf(isSafeNumber),
    verdict: isText,
  }),
  ({ rows, columns, flat, analytic, residual, error, verdict }) => {
    const cells = rows * columns;
    return (
      analytic.length === cells &&
      [flat, residual, error, verdict].every(({ length }) => length === 0 || length === cells)
    );
  },
);

const isCurve = objectOf<CurveReport>({
  flat: isCount,
  analytic: isSafeNumber,
  reference: isSafeNumber,
  referenceError: isSafeNumber,
  points: listOf(objectOf<CurveReport['points'][number]>({ epsilon: isEpsilon, numeric: isSafeNumber })),
});

const isLeaf = where(
  objectOf<LeafReport>({
    name: isText,
    gradientName: isText,
    layer: orNull(isCount),
    role: wordOf<LeafReport['role']>({ parameter: true, input: true }),
    shape: listOf(isCount),
    offset: isCount,
    size: isCount,
    dtype: wordOf<LeafReport['dtype']>({ float64: true, float32: true }),
    verdict: isVerdict,
    doubt: orNull(isDoubt),
    difference: orNull(isSafeNumber),
    wrongEntries: isCount,
    hiddenEntries: isCount,
    wrongIsBound: isBoolean,
    checkedEntries: isCount,
    bound: orNull(isSafeNumber),
    median: orNull(isSafeNumber),
    cause: orNull(isCause),
    worst: listOf(isEntry),
    site: orNull(objectOf<Range & { file: string }>({ ...rangeFields, file: isText })),
    picture: orNull(isPicture),
    curve: orNull(isCurve),
    notes: listOf(isNote),
  }),
  (leaf) => leaf.shape.reduce((product, length) => product * length, 1) === leaf.size && indicesFit(leaf),
);

/** Every index into θ that a leaf speaks of is one of its own. */
function indicesFit({ offset, size, worst, picture, curve }: LeafReport): boolean {
  const named = [...worst, ...(curve ? [curve] : [])].map(({ flat }) => flat);
  const cells = picture?.flat ?? [];
  const isWhole = picture === null || cells.length > 0 || picture.analytic.length === size;
  return isWhole && [...named, ...cells].every((flat) => flat >= offset && flat < offset + size);
}

const isInputs = objectOf<InputsReport>({
  source: wordOf<InputsReport['source']>({ file: true, tag: true, module: true, inferred: true }),
  description: isText,
  path: orNull(isText),
  seed: isNumber,
  arguments: listOf(objectOf<InputsReport['arguments'][number]>({ name: isText, value: isText })),
});

const isQuestion = objectOf<Question>({
  message: isText,
  tag: isText,
  file: objectOf<Question['file']>({ name: isText, text: isText }),
});

const isTextbook = objectOf<TextbookReport>({
  epsilon: isEpsilon,
  difference: isSafeNumber,
  grade: wordOf<Grade>({ excellent: true, warning: true, error: true, critical: true }),
  boldDifference: orNull(isSafeNumber),
});

/**
 * Whether a value is a report through and through: every field there, of its type, and lists as long as they must be.
 * A surface that shows one need not look again. What the texts say is not judged.
 */
export const isReport: Is<Report> = objectOf<Report>({
  version: isVersion,
  file: isText,
  language: wordOf<Report['language']>({ typescript: true, javascript: true, python: true }),
  pairId: isText,
  pair: isText,
  forward: orNull(isText),
  backward: isText,
  range: isRange,
  forwardRange: orNull(isRange),
  verdict: isVerdict,
  doubt: orNull(isDoubt),
  headline: isText,
  inputs: orNull(isInputs),
  size: isCount,
  evaluations: isNumber,
  milliseconds: isNumber,
  noise: orNull(isSafeNumber),
  cost: orNull(isSafeNumber),
  method: isMethod,
  textbook: orNull(isTextbook),
  cause: orNull(isCause),
  notes: listOf(isNote),
  leaves: listOf(isLeaf),
  files: listOf(isText),
  host: isText,
  error: orNull(isFault),
  question: orNull(isQuestion),
  values: orNull(isText),
});
