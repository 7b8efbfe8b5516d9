import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import { alternativesOf, type Alternative } from './alternatives.ts';
import { poolsOf } from './pools.ts';

/** One small change of one place of a text. */
export interface Variant {
  /** Number of the place, and of the change among those of this place, from 1. */
  place: number;
  choice: number;
  start: number;
  end: number;
  was: string;
  now: string;
  /** The statement that it is a part of. */
  statement: Span;
  /** How unusual such a mistake is: what is commoner is believed first. */
  cost: number;
}

/** A text that holds many variants of itself, and does what it did as long as none is switched on. */
export interface Schema {
  text: string;
  variants: Variant[];
  /** How many places can be changed. */
  places: number;
}

/** Commoner than this are signs, bounds, numbers and factors of the place itself; the others take a name from elsewhere. */
export const common = 1.8;

/** Stretches of a text, by offsets. */
export interface Span {
  start: number;
  end: number;
}

const key = 'gradientCheckVariants';

/** Makes the switches that the next text to be loaded reads: the choice of each place, 0 where it stays as it is. */
export function newSwitches({ places }: Schema): Uint16Array {
  const switches = new Uint16Array(places);
  (globalThis as unknown as Record<string, Uint16Array>)[key] = switches;
  return switches;
}

/**
 * Writes every small change of the functions in `spans` into one text, each behind a switch: so hundreds are tried by one
 * load. (Untch, Offutt and Harrold call it a mutant schema.)
 * @param mostCost leaves out what is less usual
 */
export function schemaOf(
  ts: TypeScriptLibrary,
  path: string,
  text: string,
  spans: readonly Span[],
  mostCost = Infinity,
): Schema {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const pools = poolsOf(ts, source, spans);
  const variants: Variant[] = [];
  let places = 0;
  const isInside = (node: ts.Node): boolean =>
    spans.some(({ start, end }) => node.getStart(source) >= start && node.end <= end);
  const mayHold = (node: ts.Node): boolean => spans.some(({ start, end }) => node.pos < end && node.end > start);

  function switched(node: ts.Node, own: string, alternatives: readonly Alternative[]): string {
    const [start, end] = [node.getStart(source), node.end];
    const was = text.slice(start, end);
    const others = alternatives.filter(({ text: now, cost }) => now !== was && cost <= mostCost);
    if (others.length === 0) return own;
    const place = places++;
    const statement = statementOf(node);
    others.forEach(({ text: now, cost }, k) =>
      variants.push({ place, choice: k + 1, start, end, was, now, statement, cost }),
    );
    // One look tells that nothing is to be changed here: this runs in the innermost loops.
    const choices = others.map(({ text: now }, k) =>
      k === others.length - 1 ? `(${now})` : `${key}[${place}]===${k + 1}?(${now}):`,
    );
    return `(${key}[${place}]?${choices.join('')}:${own})`;
  }

  function statementOf(node: ts.Node): Span {
    let at = node;
    while (!ts.isStatement(at) || ts.isBlock(at)) at = at.parent;
    return { start: at.getStart(source), end: at.end };
  }

  function render(node: ts.Node): string {
    const start = node.getStart(source);
    if (!mayHold(node) || ts.isTypeNode(node)) return text.slice(start, node.end);
    let [at, own] = [start, ''];
    ts.forEachChild(node, (child) => {
      const from = child.getStart(source);
      if (from < at) return;
      own += text.slice(at, from) + render(child);
      at = child.end;
    });
    own += text.slice(at, node.end);
    return isInside(node) ? switched(node, own, alternativesOf(ts, source, node, pools)) : own;
  }
  const written = text.slice(0, source.getStart(source)) + render(source);
  return { text: `const ${key}=globalThis.${key};${written}`, variants, places };
}
