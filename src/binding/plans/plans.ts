import * as l10n from '@vscode/l10n';
import type { GradientPlan, Plan, SlotPath, Step } from '../../model/plan.ts';
import type { InputsReport, Note } from '../../model/report.ts';
import type { BoundPlan } from './binding.ts';
import type { Matched } from '../gradients/candidates.ts';
import type { Context } from '../known/context.ts';
import type { CostChoice } from '../costs/costChoice.ts';
import { decaySettings } from '../costs/decaySettings.ts';
import { interceptedMethod } from '../backward/intercepts.ts';
import { missingSizesNote } from '../scenes/missingSizes.ts';
import { modeChoices } from '../costs/modeChoices.ts';
import { isOverwritten } from '../arguments/outParameters.ts';
import { roleOf } from '../names/roles.ts';
import { differentiates } from '../backward/upstreamOptions.ts';

/** Where the inputs came from, for the report. */
export type Source = Pick<InputsReport, 'source' | 'description' | 'path'>;

/** A plan of one match and one cost, with what people should know about it. */
export function boundPlan(context: Context, matched: Matched, choice: CostChoice, source: Source): BoundPlan {
  const { back } = matched;
  const runsInForward = choice.backwardInForward === true;
  const forward: Step[] = [...back.run.forward, ...choice.forward, ...(runsInForward ? back.backward : [])];
  const plan: Plan = {
    version: 1,
    seed: context.seed,
    setup: [...back.setup, ...choice.setup],
    forward,
    backward: runsInForward ? [] : back.backward,
    leaves: matched.leaves,
    gradients: matched.gradients.map((gradient, index) =>
      scaled(
        gradient,
        choice.wholeScale ?? (matched.leaves[index]?.role === 'parameter' ? choice.parameterScale : undefined),
      ),
    ),
    cost: choice.cost,
    clear: clearPlaces(matched),
  };
  return {
    plan,
    inputs: inputsReport(context, matched, source),
    notes: notesOf(matched, choice),
    confidence: Math.max(
      0,
      Math.min(1, (matched.perfect ? 0.9 : 0.5) - back.penalty * 0.03 - (choice.isGuess ? 0.2 : 0)),
    ),
    gradientsFrom: matched.isUpdate ? 'update' : 'value',
    guessedCost: choice.isGuess ? choice.description : null,
    returnsOtherLoss: false,
    isWhole: matched.isWhole,
    missing: matched.missing,
    madeUp: [...madeUpArguments(context, back), ...matched.unmatched],
    rateIsGuess: matched.isUpdate && back.rate === null,
    decays: decaySettings(context, matched),
    modes: modeChoices(context, matched),
    epsilon: epsilonOf(context),
  };
}

/**
 * `linearBackward(x, g)` beside `linearForward(target, weight)`: x is drawn on its own, though it is most likely something
 * that forward was handed or made, perhaps in another form. So is an upstream gradient (`backpropagate(error)`) that had to
 * be drawn as if it were a target, because backward does not take it in the form of forward's output.
 */
function madeUpArguments({ forward }: Context, { run, filled }: Matched['back']): string[] {
  if (forward === null) {
    return [];
  }
  const facts = run.scene.backward?.facts.parameters ?? [];
  return filled.flatMap(({ name, option }) => {
    const parameter = facts.find((one) => one.name === name);
    const role = parameter ? roleOf(parameter, 'backward') : 'unknown';
    const isBuilt = option.value.kind === 'array' || (option.value.kind === 'slot' && option.steps.length > 0);
    const isOwn = option.at === undefined && isBuilt && !isOverwritten(option);
    const isUnknown =
      run.scene.self === null &&
      option.value.kind === 'array' &&
      ['data', 'prediction', 'cache', 'unknown'].includes(role);
    // A number that was drawn for `dmulv` is no gradient from above, whatever role its name gives away.
    const isGradient = parameter !== undefined && differentiates(run, parameter);
    return isOwn && (isUnknown || role === 'upstream' || isGradient) ? [name] : [];
  });
}

/** `epsilon` is a reserved key of the tag and the inputs file. */
export function epsilonOf({ given }: Context): number | null {
  const found = given.get('epsilon');
  const value =
    found?.kind === 'place' && found.description.kind === 'number'
      ? found.description.value
      : found?.kind === 'tag' && found.entry.kind === 'value'
        ? found.entry.value
        : null;
  return typeof value === 'number' && value > 0 ? value : null;
}

function scaled(gradient: GradientPlan, scale: number | undefined): GradientPlan {
  if (scale === undefined) {
    return gradient;
  }
  return gradient.kind === 'update'
    ? { ...gradient, rate: gradient.rate / scale }
    : gradient.kind === 'value'
      ? { ...gradient, scale: scale * (gradient.scale ?? 1) }
      : gradient;
}

/** Out-parameters and fields that may accumulate; a returned value is new each time. */
function clearPlaces({ back, gradients }: Matched): SlotPath[] {
  const fields = gradients.flatMap((gradient) =>
    gradient.kind === 'value' && gradient.at.slot !== '$grads' && gradient.at.slot !== '$out' ? [gradient.at] : [],
  );
  return [...back.clear, ...fields].filter(
    (at, index, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(at)) === index,
  );
}

function inputsReport(context: Context, { back }: Matched, source: Source): InputsReport {
  const filled = [...back.run.filled, ...back.filled.filter((one) => one.option.at === undefined)];
  const instance =
    back.run.scene.label === '' ? [] : [{ name: context.pair.owner ?? 'object', value: back.run.scene.label }];
  return {
    ...source,
    seed: context.seed,
    arguments: [...instance, ...filled.map(({ name, option }) => ({ name, value: option.label }))],
  };
}

function notesOf(matched: Matched, choice: CostChoice): Note[] {
  const notes: Note[] = [];
  const add = (id: string, severity: Note['severity'], message: string): void => {
    notes.push({ id, severity, message });
  };
  if (matched.guessed.length > 0) {
    add(
      'matched-by-shape',
      'info',
      l10n.t('Matched by shape and order, not by name: {0}.', matched.guessed.join('; ')),
    );
  }
  if (choice.cost.kind === 'contraction' && choice.cost.upstream === 'one-entry') {
    add(
      'single-output',
      'info',
      l10n.t(
        'Backward skips the zeros of its upstream gradient, so it was checked with a cost of one entry of the output, which is what a cross-entropy hands it.',
      ),
    );
  }
  if (choice.cost.kind === 'contraction' && choice.cost.upstream === 'small') {
    add(
      'clipped',
      'info',
      l10n.t(
        'Backward cuts off what is too large, so it was checked with an upstream gradient a hundredth as large, which nothing cuts off.',
      ),
    );
  }
  if (choice.cost.kind === 'contraction' && choice.cost.upstream === 'before-softmax') {
    add(
      'before-softmax',
      'warning',
      l10n.t(
        'Forward ends with a softmax, and backward leaves its derivative out: it is right where it is handed the gradient by the scores, as p − t of a cross-entropy is. It was checked with such a gradient.',
      ),
    );
  }
  if (choice.parameterScale !== undefined) {
    const factor = choice.parameterScale;
    add(
      'scale',
      'info',
      factor === 2
        ? l10n.t(
            'The step of the weights is half the gradient of the loss that is returned. With another learning rate it is the same step.',
          )
        : factor === 0.5
          ? l10n.t(
              'The step of the weights is twice the gradient of the loss that is returned. With another learning rate it is the same step.',
            )
          : factor === -1
            ? l10n.t('The error is read as target − output, so the updates go against it.')
            : l10n.t(
                'The gradients of the parameters are divided by the batch size {0}; that of the input is not. This is a scale, not an error.',
                factor,
              ),
    );
  }
  notes.push(...missingSizesNote(matched.back.setup));
  const method = interceptedMethod(matched.back.setup);
  if (method !== null) {
    add(
      'intercepted',
      'info',
      l10n.t(
        'The gradients were read where backward hands them to {0}(…); what {0} does with them was not checked.',
        method,
      ),
    );
  }
  if (matched.isMoment) {
    add(
      'moment',
      'info',
      l10n.t(
        "Adam's first step only keeps the sign of a gradient, so the gradients were read from its first moment: m / (1 − β1) behind one step from zero.",
      ),
    );
  }
  if (matched.isUpdate) {
    const rate = matched.back.rate;
    add(
      'update',
      'info',
      rate === null
        ? l10n.t('Gradients were read from the change of the weights; no learning rate was found, so 1 was assumed.')
        : l10n.t('Gradients were read from the change of the weights, divided by the learning rate {0}.', rate),
    );
  }
  return notes;
}
