import type { ModuleFacts, Pair } from '../../model/facts.ts';
import type { DecaySetting } from '../costs/decaySettings.ts';
import type { ModeChoice } from '../costs/modeChoices.ts';
import type { Fault } from '../../model/fault.ts';
import type { Description, LeafPlan, Plan } from '../../model/plan.ts';
import type { InputsReport, Note, Question } from '../../model/report.ts';

export interface BindRequest {
  facts: ModuleFacts;
  pair: Pair;
  seed: number;
  /** The text behind `@gradcheck`. */
  tag: string | null;
  /** Absolute path of the `name.gradcheck.*` file that the runtime has as module 'inputs'. */
  inputsFile: string | null;
  /** Imported workspace modules, tests, callers. */
  related: ModuleFacts[];
  /** The exports of the inputs file where they are known already; else a trial reads them. */
  inputs?: Description | null;
}

export interface BoundPlan {
  plan: Plan;
  inputs: InputsReport;
  notes: Note[];
  /** 0…1: how much of the plan the text says, and how much was guessed. */
  confidence: number;
  gradientsFrom: 'value' | 'update';
  /** The file names no cost: this one, in words, was tried because it is usual. Where no candidate fits, the verdict is open. */
  guessedCost: string | null;
  /** Backward returns a squared error of the same output, which is not the cost whose gradients it computes. */
  returnsOtherLoss: boolean;
  /** Every parameter has a gradient, of its own shape. */
  isWhole: boolean;
  /** Parameters that backward gives no gradient for, whether the cost depends on them or not. */
  missing: LeafPlan[];
  /** Arguments of backward that were drawn at random, though forward has to do with them: nothing says what they are. */
  madeUp: string[];
  /** Gradients are read from updates whose learning rate the text does not give away. */
  rateIsGuess: boolean;
  /** Weight decays that the code names, which the cost may leave out on purpose. */
  decays: DecaySetting[];
  /** Words that pick one of several branches, of which the plan takes one. */
  modes: ModeChoice[];
  /** Step of the textbook check that the tag or the inputs file asks for (`epsilon = 1e-5`); null for the setting's. */
  epsilon: number | null;
}

/** A plan that leaves nothing of the cost and the gradients to guess. */
export const nothingGuessed = {
  gradientsFrom: 'value',
  guessedCost: null,
  returnsOtherLoss: false,
  isWhole: true,
  missing: [],
  madeUp: [],
  rateIsGuess: false,
  decays: [],
  modes: [],
} satisfies Partial<BoundPlan>;

export type Binding =
  /** Best first; all ran in a trial. More than one where the text leaves a choice. */
  { kind: 'bound'; candidates: BoundPlan[] } | { kind: 'unbound'; fault: Fault; question: Question };
