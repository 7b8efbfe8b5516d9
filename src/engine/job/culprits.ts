import type { CheckResult } from '../../check/result.ts';
import { GradientCheckError } from '../../model/fault.ts';
import type { FunctionFacts, ModuleFacts } from '../../model/facts.ts';
import type { Culprit } from '../../model/culprit.ts';
import type { Plan } from '../../model/plan.ts';
import type { Range } from '../../model/range.ts';
import type { Target } from '../../model/target.ts';
import { loadTypeScript } from '../../runtime/javascript/loadTypeScript.ts';
import {
  common,
  newSwitches,
  schemaOf,
  type Schema,
  type Span,
  type Variant,
} from '../../runtime/javascript/variants/schema.ts';
import { openJavaScript } from './openJavaScript.ts';
import type { OpenRequest } from './openRequest.ts';
import { Yardstick } from './yardstick.ts';

const mostMistakes = 3;

/** Lines of a statement that are underlined as a whole. */
const mostLines = 3;

/**
 * Looks for the place of the mistake by undoing it: every small change of backward is tried at the checked point, and one that makes
 * wrong gradients right there and nearby, and leaves the right ones as they are, says where the mistake is and what it is.
 * For JavaScript and TypeScript, where hundreds of changes are tried in the time of one check. Where the causes are known, only
 * common mistakes are tried: the verdict waits for this.
 */
export async function findCulprits(
  request: OpenRequest,
  text: string,
  plan: Plan,
  target: Target,
  result: CheckResult,
  isExplained: boolean,
): Promise<Culprit[]> {
  const spans = spansOf(request.facts, request.pair, text);
  const isScript = /\.[cm]?[jt]s$/.test(request.file) && request.facts.language !== 'python';
  if (!isScript || result.isFloat32 || spans.length === 0) return [];
  const yardstick = await Yardstick.of(target, result, plan, request.options.seed);
  if (yardstick.wrong.length === 0) return [];
  const { budgetMilliseconds } = request.options;
  const usual = await tryVariants(request, { text, spans, mostCost: common }, plan, yardstick, budgetMilliseconds / 10);
  const count = new Set(usual.flatMap(({ leaves }) => leaves)).size;
  if (isExplained || count === yardstick.wrong.length) return usual;
  const all = await tryVariants(request, { text, spans, mostCost: Infinity }, plan, yardstick, budgetMilliseconds / 2);
  return all.length > 0 ? all : usual;
}

/** @param milliseconds that trying may take */
async function tryVariants(
  request: OpenRequest,
  { text, spans, mostCost }: { text: string; spans: Span[]; mostCost: number },
  plan: Plan,
  yardstick: Yardstick,
  milliseconds: number,
): Promise<Culprit[]> {
  const schema = schemaOf(await loadTypeScript(), request.file, text, spans, mostCost);
  if (schema.variants.length === 0) return [];
  const switches = newSwitches(schema);
  // A module of its own beside the user's: what that one imports, this one finds.
  const file = request.file.replace(/[^\\/]*$/, (name) => `gradient-check-variants-${name}`);
  const runtime = await openJavaScript({ ...request, file, overlays: { ...request.overlays, [file]: schema.text } });
  try {
    const deadline = spent() + milliseconds;
    const found = await new Search(await runtime.open(plan), { schema, switches }, yardstick, deadline).run();
    return found.map(({ variant, leaves }) => ({
      leaves,
      range: placeOf(text, variant),
      place: rangeOf(text, variant),
      was: variant.was,
      now: variant.now,
    }));
  } finally {
    await runtime.dispose();
  }
}

/** The statement, or of a long one the part that changes. */
function placeOf(text: string, { start, end, statement }: Variant): Range {
  const whole = rangeOf(text, statement);
  return whole.endLine - whole.line < mostLines ? whole : rangeOf(text, { start, end });
}

/** Milliseconds on the processor: what other programs take is nothing that finds fewer mistakes. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

interface Found {
  variant: Variant;
  leaves: number[];
}

/** One text of variants, tried one by one. */
class Search {
  readonly #target: Target;
  readonly #schema: Schema;
  readonly #switches: Uint16Array;
  readonly #yardstick: Yardstick;
  readonly #deadline: number;

  constructor(
    target: Target,
    { schema, switches }: { schema: Schema; switches: Uint16Array },
    yardstick: Yardstick,
    deadline: number,
  ) {
    this.#target = target;
    this.#schema = schema;
    this.#switches = switches;
    this.#yardstick = yardstick;
    this.#deadline = deadline;
  }

  /** One change that makes all gradients right; in the end several that do so together, or as many as they can. */
  async run(): Promise<Found[]> {
    const { wrong } = this.#yardstick;
    const order = this.#schema.variants.map((_, k) => k).sort((a, b) => this.#cost(a) - this.#cost(b));
    const partly: { k: number; leaves: number[] }[] = [];
    for (const k of order) {
      if (spent() > this.#deadline) break;
      const leaves = await this.#rightWith([k]);
      if (leaves.length === wrong.length) return [{ variant: this.#schema.variants[k]!, leaves }];
      if (leaves.length > 0) partly.push({ k, leaves });
    }
    return this.#several(partly);
  }

  #cost(k: number): number {
    return this.#schema.variants[k]!.cost;
  }

  /** Several mistakes: the change that makes most right, then what makes most of the rest right beside it. */
  async #several(partly: { k: number; leaves: number[] }[]): Promise<Found[]> {
    const chosen: { k: number; leaves: number[] }[] = [];
    let right: number[] = [];
    while (chosen.length < mostMistakes && right.length < this.#yardstick.wrong.length) {
      let best: { k: number; leaves: number[] } | null = null;
      for (const { k, leaves } of partly) {
        const fresh = leaves.filter((leaf) => !right.includes(leaf));
        if (fresh.length > (best?.leaves.length ?? 0)) best = { k, leaves: fresh };
      }
      if (!best) break;
      const together = await this.#rightWith([...chosen.map(({ k }) => k), best.k]);
      if (together.length < right.length + best.leaves.length) break;
      chosen.push(best);
      right = together;
    }
    return chosen.map(({ k, leaves }) => ({ variant: this.#schema.variants[k]!, leaves }));
  }

  /** Wrong leaves that are right with these variants; none where a right leaf is not any more. */
  async #rightWith(chosen: readonly number[]): Promise<number[]> {
    const on = chosen.map((k) => this.#schema.variants[k]!);
    for (const { place, choice } of on) this.#switches[place] = choice;
    try {
      return await this.#yardstick.rightIn(this.#target);
    } catch (error) {
      if (error instanceof GradientCheckError) return [];
      throw error;
    } finally {
      for (const { place } of on) this.#switches[place] = 0;
    }
  }
}

/** Backward and what it calls in this file, but for what forward calls as well: what is wrong there is wrong in both. */
function spansOf({ functions }: ModuleFacts, pair: OpenRequest['pair'], text: string): Span[] {
  const reached = (start: string | null): Set<FunctionFacts> => {
    const found = new Set(functions.filter(({ qualifiedName }) => qualifiedName === start));
    for (const fn of found)
      for (const other of functions)
        if (fn.calls.some((call) => call === other.name || call === `this.${other.name}`)) found.add(other);
    return found;
  };
  const ofForward = pair.forward === pair.backward ? new Set<FunctionFacts>() : reached(pair.forward);
  return [...reached(pair.backward)].filter((fn) => !ofForward.has(fn)).map(({ range }) => spanOf(text, range));
}

function spanOf(text: string, range: Range): Span {
  const starts = lineStarts(text);
  return {
    start: starts[range.line - 1]! + range.column - 1,
    end: (starts[range.endLine - 1] ?? text.length) + range.endColumn - 1,
  };
}

function rangeOf(text: string, { start, end }: Span): Range {
  const starts = lineStarts(text);
  const lineOf = (offset: number): number => starts.findLastIndex((one) => one <= offset);
  const [line, endLine] = [lineOf(start), lineOf(end)];
  return {
    line: line + 1,
    column: start - starts[line]! + 1,
    endLine: endLine + 1,
    endColumn: end - starts[endLine]! + 1,
  };
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
