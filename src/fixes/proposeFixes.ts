import { accumulateFixes, clearFixes } from './accumulate.ts';
import { activationFixes } from './activation.ts';
import { applyChange, type FixCandidate, type FixInput, type FixWords, type Scene } from './candidate.ts';
import { culpritFixes } from './culprit.ts';
import { decayFixes } from './decay.ts';
import { factorFixes, literalFixes } from './factor.ts';
import type { Range } from '../model/range.ts';
import type { LeafReport, Report } from '../model/report.ts';
import { siblingFixes } from './sibling.ts';
import { statementAt, statementsIn, type Statement } from './statements.ts';
import { transposeFixes } from './transpose.ts';

const mostCandidates = 24;

/** What a report says of one of its gradients, as a proposal needs it. */
export function fixInput(
  report: Report,
  leaf: LeafReport,
  source: Pick<FixInput, 'text' | 'body' | 'sites'>,
): FixInput {
  const factor = leaf.cause?.constants['factor'];
  const others = report.leaves.filter((other) => other !== leaf && other.verdict === 'wrong');
  const isShared = factor !== undefined && others.some((other) => other.cause?.constants['factor'] === factor);
  const site = leaf.site?.file === report.file ? leaf.site : null;
  return { ...source, language: report.language, site, leaf, cause: leaf.cause, isShared };
}

/**
 * Changes of backward that may mend one wrong gradient, the likeliest first. Pure text work: none is to be shown to
 * anybody before a check of the changed text has found the gradient correct.
 */
export function proposeFixes(input: FixInput): FixCandidate[] {
  return distinct(inOrder(sceneOf(input)), input.text).slice(0, mostCandidates);
}

function sceneOf(input: FixInput): Scene {
  const { text, language, body } = input;
  const at = (range: Range): Statement => statementAt(text, language, range);
  const own = input.site ? at(input.site) : null;
  const all = [...statementsIn(text, language, body), ...input.sites.map(at)].filter(({ value }) => value.length > 0);
  const statements = [...new Map(all.map((one) => [one.start, one])).values()].sort((a, b) => a.start - b.start);
  const isOwn = (one: Statement): boolean => one.start !== own?.start && own !== null && sameTarget(one, own);
  const found = own && own.value.length > 0 ? own : null;
  return {
    ...input,
    own: found,
    owns: found ? [found, ...statements.filter(isOwn)] : [],
    statements,
    isPython: language === 'python',
  };
}

/** `dW[i][j] += …` twice: a sum and a term of its own. */
function sameTarget(one: Statement, other: Statement): boolean {
  const name = ({ target }: Statement): string => {
    const open = target.findIndex((token) => token.text === '[' && token !== target[0]);
    const keyed = target[open + 1]?.kind === 'string' ? open + 3 : open;
    return target
      .slice(0, open < 0 ? undefined : keyed)
      .map((token) => token.text)
      .join('');
  };
  return name(one) !== '' && name(one) === name(other);
}

/** What the check tried already comes first, then changes of what is written; before anything new is written, the line is tried as its sibling has it. */
function inOrder(scene: Scene): FixCandidate[] {
  const { own } = scene;
  const known = byCause(scene);
  const small = known.filter(({ words }) => !isNew(words));
  const fresh = known.filter(({ words }) => isNew(words));
  const like = own ? siblingFixes(scene, own) : [];
  // Without a known cause, one of the steps before may be what is wrong.
  const steps = scene.statements.filter(({ start }) => own === null || start < own.start).reverse();
  return [...culpritFixes(scene), ...small, ...like, ...fresh, ...steps.flatMap((one) => siblingFixes(scene, one))];
}

function isNew({ kind }: FixWords): boolean {
  return kind === 'divide' || kind === 'multiply' || kind === 'add' || kind === 'negate';
}

function byCause(scene: Scene): FixCandidate[] {
  const { cause, own, owns } = scene;
  const at = (propose: (statement: Statement) => FixCandidate[]): FixCandidate[] => owns.flatMap(propose);
  const elsewhere = (propose: (statement: Statement) => FixCandidate[]): FixCandidate[] =>
    scene.statements.filter(({ start }) => start !== own?.start).flatMap(propose);
  const factor = Number(cause?.constants['factor']);
  switch (cause?.id) {
    case 'constant-factor':
    case 'cost-scale': {
      const here = at((one) => factorFixes(scene, one, factor));
      const above = elsewhere((one) => shared(scene, one, factor));
      return scene.isShared ? [...above, ...here] : [...here, ...above];
    }
    case 'weight-decay':
      return at((one) => decayFixes(scene, one, Number(cause.constants['k'])));
    case 'transposed':
      return at((one) => transposeFixes(scene, one));
    case 'accumulation':
      return at((one) => clearFixes(scene, one));
    case 'activation-derivative':
      return activationFixes(scene);
    default:
      return [
        ...at((one) => accumulateFixes(scene, one)),
        ...[2, 0.5, -1].flatMap((c) => at((one) => shared(scene, one, c))),
        ...activationFixes(scene),
      ];
  }
}

/** A factor that comes in above the line: only what changes a number or a sign that is written there. */
function shared(scene: Scene, statement: Statement, c: number): FixCandidate[] {
  const isWritten = ({ words }: FixCandidate): boolean => ['drop', 'replace', 'swap'].includes(words.kind);
  return c === -1 ? factorFixes(scene, statement, c).filter(isWritten) : literalFixes(scene, statement, c);
}

function distinct(candidates: FixCandidate[], text: string): FixCandidate[] {
  const seen = new Set([text]);
  return candidates.filter(({ change }) => {
    const after = applyChange(text, change);
    if (seen.has(after)) return false;
    seen.add(after);
    return true;
  });
}
