import * as l10n from '@vscode/l10n';
import { fault, GradientCheckError, type Fault } from '../model/fault.ts';
import type { Trial } from '../model/plan.ts';
import { bindAutograd } from './autograd/autograd.ts';
import type { Binding, BindRequest } from './plans/binding.ts';
import { contextFor } from './contextFor.ts';
import type { Context, Given } from './known/context.ts';
import { isWidest, readInputsFile, type FileInputs } from './known/inputsFile.ts';
import { lacksForward, questionFor } from './question.ts';
import { epsilonOf, type Source } from './plans/plans.ts';
import { Budget } from './known/scene.ts';
import { exportsOf, searchAll } from './search.ts';
import { TagError } from './known/tag.ts';
import { bindWidest } from './widest.ts';
import { throwingBackward } from './backward/throwingBackward.ts';
import { unusableGradient } from './backward/unusableGradient.ts';

/** Trials for one pair, all told. */
const trialLimit = 400;

/**
 * Finds out how to call a pair: from the inputs file, the tag, the module and its text, in this order; whatever is
 * left open is settled by trial calls. Never rejects for anything that the user's code does.
 */
export async function bind(request: BindRequest, trial: Trial): Promise<Binding> {
  try {
    return await bindWith(request, trial);
  } catch (error) {
    // Without the tag, which may be what cannot be read.
    const bare = contextFor({ ...request, tag: null }, new Map<string, never>());
    if (error instanceof TagError) {
      return {
        kind: 'unbound',
        fault: fault('inputs', error.message, { file: request.facts.file }),
        question: questionFor(bare, error.message),
      };
    }
    if (error instanceof GradientCheckError) {
      return { kind: 'unbound', fault: error.fault, question: questionFor(bare, error.fault.message) };
    }
    throw error;
  }
}

async function bindWith(request: BindRequest, trial: Trial): Promise<Binding> {
  let context = contextFor(request, new Map<string, never>());
  const budget = new Budget(context, trial, trialLimit);
  let file: FileInputs | null = null;
  if (request.inputsFile !== null) {
    file = await readInputsFile(context, budget);
    context = contextFor(request, file?.given ?? new Map<string, Given>(), file?.prelude ?? []);
  }
  const source = sourceOf(request, context, file !== null);
  if (file && isWidest(file)) {
    const widest = {
      seed: context.seed,
      epsilon: epsilonOf(context),
      source,
      origin: l10n.t('from the inputs file'),
      file,
    };
    return { kind: 'bound', candidates: [await bindWidest(widest, budget.run.bind(budget))] };
  }
  context.exported = await exportsOf(budget);
  const graph = await bindAutograd(context, source, budget);
  if (graph) {
    return { kind: 'bound', candidates: [graph] };
  }
  const candidates = await searchAll(context, budget, source);
  return candidates.length > 0 ? { kind: 'bound', candidates } : unbound(context, budget);
}

function sourceOf(request: BindRequest, context: Context, hasFile: boolean): Source {
  if (hasFile && request.inputsFile !== null) {
    const name = request.inputsFile.replace(/^.*[\\/]/, '');
    return { source: 'file', description: l10n.t('from {0}', name), path: request.inputsFile };
  }
  if (context.given.size > 0) {
    return { source: 'tag', description: l10n.t('from the @gradcheck tag'), path: null };
  }
  return { source: 'inferred', description: l10n.t('shapes from the text and trial calls'), path: null };
}

function unbound(context: Context, budget: Budget): Binding {
  const own = budget.failure?.fault;
  const given = budget.givenFailure?.fault ?? null;
  const unusable = budget.givenRun && unusableGradient(context, budget.givenRun);
  if (unusable) {
    return { kind: 'unbound', fault: unusable, question: questionFor(context, unusable.message) };
  }
  const throwing = given === null ? throwingBackward(context, budget) : null;
  if (throwing) {
    return { kind: 'unbound', fault: throwing, question: questionFor(context, throwing.message) };
  }
  const first = own && own.kind !== 'throw' && own.kind !== 'unbound' ? own : (given ?? notFinite(context, budget));
  const last = own ? l10n.t(' The last try ended with: {0}.', own.message.replace(/\.$/, '')) : '';
  const { name } = context.pair;
  const [reason, next] = lacksForward(context)
    ? [
        l10n.t('No forward function was found for {0}.', name),
        l10n.t(
          'Name it in a @gradcheck tag (forward = …) or an inputs file; one in another file has to be imported here.',
        ),
      ]
    : [
        l10n.t('No inputs were found with which {0} runs.{1}', name, last),
        l10n.t('Say what its arguments are, in a @gradcheck tag or an inputs file.'),
      ];
  const message = `${reason} ${next}`;
  const place = own
    ? { file: own.file, line: own.line, column: own.column, stack: own.stack }
    : { file: context.facts.file };
  return { kind: 'unbound', fault: first ?? fault('unbound', message, place), question: questionFor(context, reason) };
}

function notFinite(context: Context, budget: Budget): Fault | null {
  // How calls without values that are there for it fail tells less than what it makes of those.
  const isTelling = budget.failure === null || budget.givenNotFinite;
  if (budget.onlyNotFinite !== true || !isTelling) {
    return null;
  }
  const name = context.pair.forward ?? context.pair.name;
  const message = l10n.t(
    '{0} returned NaN or an infinity with every input that was tried. Look for a logarithm or a root of a negative number, or a division by 0; or give it inputs that it can take, in a @gradcheck tag or an inputs file.',
    name,
  );
  return fault('not-finite', message, { file: context.facts.file });
}
