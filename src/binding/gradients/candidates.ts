import * as l10n from '@vscode/l10n';
import type { GradientPlan, LeafPlan, SlotPath } from '../../model/plan.ts';
import { isOfGuessedForm, ownMisfits } from './forgottenSums.ts';
import { gradientPlaces } from './gradientPlaces.ts';
import { isSibling, leafPlaces, type LeafPlace } from './leaves.ts';
import { matchGradients, shapeFit, transposedFit, type GradientPlace, type Match } from './matching.ts';
import { looksLikeGradient, nameFit, plain, stems, wordsOf, type Plain } from '../names/names.ts';
import { momentsOf, type Moment } from './moments.ts';
import { contains, indicesOf, writePath, type NumericPlace } from '../known/places.ts';
import { readsFields, type BackwardRun } from '../known/scene.ts';

/** A backward that ran, with its gradients matched to leaves; what is missing is the cost. */
export interface Matched {
  back: BackwardRun;
  leaves: LeafPlan[];
  gradients: GradientPlan[];
  /** Parameters for which backward left no gradient. */
  missing: LeafPlan[];
  /** Gradients that one function returned beside its loss, and that fit none of its arguments. */
  unmatched: string[];
  /** Some gradient was matched by nothing but its shape or position. */
  guessed: string[];
  /** All gradients fit and are finite (with usual inputs, some are), and none is missing. */
  perfect: boolean;
  /** Every parameter has a gradient, of its own shape or of a wrong one that is backward's own mistake, be it right or not. */
  isWhole: boolean;
  quality: number;
  isUpdate: boolean;
  /** The gradients were read from the first moments of Adam. */
  isMoment: boolean;
}

/**
 * Matches what backward left with what it may have differentiated by; nothing where nothing matches. Where it left
 * something like gradients and changed the weights as well, the change is a reading of its own: `deltaWeight` may be a
 * step and no gradient.
 */
export function matchRun(back: BackwardRun): Matched[] {
  const leaves = leafPlaces(back);
  const inputs = leaves.filter(({ role }) => role === 'input');
  const places = gradientPlaces(back);
  const returned = places.filter(({ position }) => position !== null).length;
  const gradients = places
    .filter((place) => isScalarDerivative(back) || !isCostNumber(place, leaves, returned))
    .map((place) => (inputs.length === 1 && isOfInput(place) ? { ...place, byNameOnly: false } : place));
  // What no upstream gradient enters is the gradient of a cost, which is taken of weights rather than of inputs.
  const isLikely = (leaf: LeafPlace): boolean => leaf.role === 'parameter' && !back.usesUpstream && !isKnob(leaf);
  const matches = matchGradients(leaves, gradients, isLikely).filter(
    (match) =>
      match.shapeFits ||
      match.leaf.role === 'parameter' ||
      // `links[*].deltaInput` holds a number for each link, and is no gradient of the inputs.
      (match.by === 'name' && !match.gradient.at.path.includes('*')),
  );
  if (matches.some((match) => isOfGuessedForm(back, match))) {
    return [];
  }
  const ofInputs = matches.filter((match) => match.leaf.role === 'input');
  const hasFields = ofInputs.length < matches.length;
  const updated = updates(back, leaves);
  const readings: [Match<LeafPlace>[], LeafPlace[]][] = [
    ...(hasFields ? [[matches, []] as [Match<LeafPlace>[], LeafPlace[]]] : []),
    ...(updated.length > 0 || !hasFields ? [[ofInputs, updated] as [Match<LeafPlace>[], LeafPlace[]]] : []),
  ];
  const isRecorded =
    spiedLeaves(
      back,
      leaves.filter(({ expected }) => expected),
    ).length > 0;
  const moments = updated.length > 0 ? momentsOf(back, updated) : null;
  return readings
    .filter(([fields, changed]) => fields.length + changed.length > 0 || isRecorded)
    .map(([fields, changed]) =>
      grade(back, leaves, fields, changed, {
        moments: changed.length > 0 ? moments : null,
        unmatched: unmatched(back, gradients, fields),
      }),
    );
}

/**
 * `return cost, gradPred, grad` of one function: what it returns as a gradient is one of its arguments'. One that fits none of
 * them says that they were made up in a wrong form.
 */
function unmatched({ run }: BackwardRun, gradients: GradientPlace[], matches: Match<LeafPlace>[]): string[] {
  const used = new Set(matches.map(({ gradient }) => gradient));
  return run.scene.backward !== null
    ? []
    : gradients
        .filter((place) => !used.has(place) && place.position !== null && /grad/i.test(place.name))
        .map(({ label, name }) => label || name);
}

/** `sigmoidDerivative(x)`: a number of a number, whatever else the object holds. */
function isScalarDerivative({ run, filled }: BackwardRun): boolean {
  const all = [...run.filled, ...filled];
  return (
    all.length > 0 &&
    all.every(({ option }) => option.shape?.length === 0 || option.value.kind === 'json') &&
    run.outputs.shapes[0]?.length === 0 &&
    run.outputs.scalar !== null &&
    !readsFields(run)
  );
}

/** `elu(x, param)`: a number that says no more than that shapes the function of the other one. */
function isKnob({ isNumber, name }: LeafPlace): boolean {
  return isNumber && /^param(?:eter)?$/i.test(name);
}

/** `self.dinputs` is the gradient of the one input, whatever forward calls it. */
function isOfInput({ name }: GradientPlace): boolean {
  return /^(?:d|grad)_?inputs?$/i.test(name);
}

/**
 * A returned loss is no gradient, except of a number.
 * @param returned how many values backward returns side by side
 */
function isCostNumber(place: GradientPlace, leaves: LeafPlace[], returned: number): boolean {
  // `return X.T @ dz, dz.sum()`: what stands at the place of a bias that is a number, and has no name, is its gradient. What comes
  // first may be the loss, unless there is one value for each parameter.
  const parameters = leaves.filter(({ role }) => role === 'parameter');
  const isFirst = place.position === 0 && returned !== parameters.length;
  const sharesName = leaves.some(({ isNumber, name }) => isNumber && wordsOf(place.name).includes(name));
  const isInPlace =
    place.name === '' && place.position !== null && !isFirst && parameters[place.position]?.isNumber === true;
  return (
    place.isNumber &&
    !isInPlace &&
    !sharesName &&
    !looksLikeGradient(place.name) &&
    leaves.every((leaf) => !leaf.isNumber || !isNamedAfter(place.name, plain(leaf.name))) &&
    leaves.some((leaf) => !leaf.isNumber && !leaf.at.path.includes('*'))
  );
}

/** `dintercept` and `intercept` of an intercept. */
function isNamedAfter(name: string, leaf: Plain): boolean {
  return [plain(name), ...stems(name)].some((stem) => stem.base === leaf.base);
}

/** Leaves that backward itself changed: a weight update instead of a gradient. */
function updates(back: BackwardRun, leaves: LeafPlace[]): LeafPlace[] {
  const parameters = leaves.filter((leaf) => leaf.role === 'parameter');
  const changed = parameters.filter((leaf) =>
    back.observation.changes.some(
      (change) => change.stage === 'backward' && (contains(change.at, leaf.at) || contains(leaf.at, change.at)),
    ),
  );
  return parameters.filter((leaf) => changed.includes(leaf) || changed.some((other) => isSibling(leaf, other)));
}

function grade(
  back: BackwardRun,
  leaves: LeafPlace[],
  matches: Match<LeafPlace>[],
  updated: LeafPlace[],
  { moments, unmatched }: { moments: Map<LeafPlace, Moment> | null; unmatched: string[] },
): Matched {
  const taken = [...matches.map((match) => match.leaf), ...updated];
  const without = leaves.filter((leaf) => leaf.expected && !taken.includes(leaf));
  const spied = spiedLeaves(back, without);
  const missing = spied.length > 0 ? [] : without;
  const own = ownMisfits(matches, back);
  const isSettled = (match: Match<LeafPlace>): boolean => match.shapeFits || isTransposed(match) || own.includes(match);
  const fits = matches.filter(isSettled).length + updated.length;
  const finite = matches.every((match) => match.gradient.finite) && updated.every((leaf) => leaf.finite);
  // Wrong inputs leave no gradient a number: where the usual ones leave some, the others are backward's mistake.
  const isPartly =
    back.penalty <= 0.5 &&
    (updated.some((leaf) => leaf.finite) ||
      matches.some(({ gradient, shapeFits }) => shapeFits && gradient.finite && gradient.maximum !== gradient.minimum));
  const byName = matches.filter((match) => match.by === 'name').length;
  const constantZero = matches.filter((match) => match.gradient.minimum === 0 && match.gradient.maximum === 0).length;
  const quality =
    (fits + spied.length) * 2 +
    byName * 0.5 -
    (matches.length - byName) * 0.1 -
    (matches.length + updated.length - fits) * 2 -
    missing.length * 2 -
    unmatched.length -
    (finite ? 0 : isPartly ? 1 : 6) -
    constantZero * 1.2 -
    back.penalty * 0.4;
  const rows = [
    ...spied,
    ...emptyRows(
      back,
      leaves.filter((leaf) => !taken.includes(leaf)),
    ),
    ...matches.map((match) => ({ leaf: match.leaf, plan: valuePlan(match), label: match.gradient.label })),
    ...updated.map((leaf) => updateRow(back, leaf, moments?.get(leaf))),
  ];
  rows.sort((a, b) => leaves.indexOf(a.leaf) - leaves.indexOf(b.leaf));
  return {
    back,
    leaves: rows.map(({ leaf, label, plan }) => ({ ...leafPlan(leaf, label, back), isUpdate: plan.kind === 'update' })),
    gradients: rows.map(({ plan }) => plan),
    missing: missing.map((leaf) => leafPlan(leaf, '', back)),
    unmatched,
    guessed: matches
      .filter((match) => match.by !== 'name' && matches.length > 1)
      .map((match) => `${match.gradient.label || l10n.t('a gradient')} → ${leafLabel(match.leaf, back)}`),
    perfect:
      missing.every((leaf) => emptyGradient(back, leaf) !== null) &&
      (finite || isPartly) &&
      unmatched.length === 0 &&
      fits === matches.length + updated.length &&
      constantZero === 0,
    isWhole: missing.length === 0 && fits === matches.length + updated.length,
    quality,
    isUpdate: updated.length > 0 && moments === null,
    isMoment: moments !== null,
  };
}

function updateRow(
  back: BackwardRun,
  leaf: LeafPlace,
  moment: Moment | undefined,
): { leaf: LeafPlace; plan: GradientPlan; label: string } {
  return moment
    ? { leaf, plan: moment.plan, label: l10n.t('the step of {0}', leafLabel(leaf, back)) }
    : {
        leaf,
        plan: { kind: 'update', rate: back.rate ?? 1 },
        label: l10n.t('the update of {0}', leafLabel(leaf, back)),
      };
}

/** Parameters whose gradient backward names but leaves undefined: the check must end in saying so. */
function emptyRows(back: BackwardRun, missing: LeafPlace[]): { leaf: LeafPlace; plan: GradientPlan; label: string }[] {
  return missing.flatMap((leaf) => {
    const key = emptyGradient(back, leaf);
    return key === null
      ? []
      : [{ leaf, plan: { kind: 'value', at: { slot: '$grads', path: [key] }, transposed: false }, label: key }];
  });
}

function emptyGradient(back: BackwardRun, leaf: LeafPlace): string | null {
  const returned = back.observation.slots['$grads'];
  const entries = returned?.kind === 'object' ? returned.entries : [];
  const empty = entries.find(
    ([key, value]) =>
      (value.kind === 'undefined' || value.kind === 'null') &&
      stems(key).some((stem) => nameFit(stem, plain(leaf.name)) > 0),
  );
  return empty?.[0] ?? null;
}

/** Parameters that were handed to a recording optimizer together with their gradients. */
function spiedLeaves(back: BackwardRun, leaves: LeafPlace[]): { leaf: LeafPlace; plan: GradientPlan; label: string }[] {
  const spy = [...back.setup, ...back.backward].find(
    (step) => step.kind === 'value' && step.value.kind === 'spy' && step.value.returns !== 'whole-number',
  );
  if (spy?.kind !== 'value') {
    return [];
  }
  return leaves.map((leaf) => ({
    leaf,
    label: l10n.t('the gradient handed to update({0}, …)', leafLabel(leaf, back)),
    plan: { kind: 'spied', spy: { slot: spy.into, path: [] }, method: 'update', leafArgument: 0, argument: 1 },
  }));
}

function valuePlan(match: Match<LeafPlace>): GradientPlan {
  const transposed = isTransposed(match);
  const isMisfit = match.by === 'name' && !match.shapeFits && !transposed;
  return { kind: 'value', at: match.gradient.at, transposed, ...(isMisfit && { misfit: match.gradient.shape }) };
}

/** The gradient of this very parameter, but with its axes swapped: a mistake to be shown, not a reason to try other inputs. */
function isTransposed(match: Match<LeafPlace>): boolean {
  return match.by === 'name' && shapeFit(match.leaf.shape, match.gradient.shape) === transposedFit;
}

function leafPlan(leaf: LeafPlace, gradientName: string, back: BackwardRun): LeafPlan {
  return {
    name: leafLabel(leaf, back),
    layer: layerNumber(leaf),
    role: leaf.role,
    at: leaf.at,
    gradientName: gradientName || l10n.t('the gradient of {0}', leafLabel(leaf, back)),
  };
}

/** `parameters.W1` is called W1; `layers[0].W` keeps its way; a field of the object is written without `this`. */
export function leafLabel(leaf: NumericPlace & Pick<LeafPlace, 'label'>, back: BackwardRun): string {
  const { at, label } = leaf;
  if (label !== undefined) {
    return label;
  }
  if (at.slot === back.run.scene.self) {
    return writePath(trimmed(at), true);
  }
  const part = /^layer(\d+)$/.exec(at.slot)?.[1];
  if (part !== undefined && back.run.scene.parts) {
    return `layers[${part}].${writePath(trimmed(at), true)}`;
  }
  const last = at.path[at.path.length - 1];
  if (at.path.length === 1 && typeof last === 'string') {
    return last;
  }
  return at.path.length === 0
    ? at.slot.replace(/\$+$/, '')
    : writePath(trimmed(at), at.path.length > 1 && typeof at.path[0] === 'string');
}

function trimmed(at: SlotPath): SlotPath {
  const last = at.path[at.path.length - 1];
  return at.path.length > 1 && (last === 'data' || last === 'value')
    ? { slot: at.slot, path: at.path.slice(0, -1) }
    : at;
}

/** W2 is layer 2, layers[0].W is layer 1. */
function layerNumber(leaf: NumericPlace): number | null {
  const number = plain(leaf.name).index;
  // Of plain numbers w12 is an entry of W rather than the twelfth layer.
  const fromName = leaf.isNumber && number !== null && number > 9 ? null : number;
  const [index] = indicesOf(leaf.at);
  const at = leaf.at.path.findIndex((part) => String(part) === String(index));
  const list = String(leaf.at.path[at - 1] ?? leaf.at.slot);
  const isLayers = /layers|weights|biases|^[wb]s?$|params|thetas|^\$/i.test(list);
  return fromName ?? (index !== undefined && isLayers ? index + 1 : null);
}
