import type { ClassFacts, FunctionFacts } from '../model/facts.ts';
import type { Candidate } from './candidates.ts';
import type { CodeText } from './code.ts';
import type { FunctionIndex } from './functionIndex.ts';
import { wordsOf } from './names.ts';
import type { Role } from './roles.ts';
import { tellsOfLearning } from './vocabulary.ts';

/** What evidence is asked of: the functions of a candidate and their code, without comments and strings. */
export interface Subject {
  form: Candidate['form'];
  role: Role;
  forward: FunctionFacts | null;
  backward: FunctionFacts;
  owner: ClassFacts | null;
  /** Code of backward itself, and of the functions of this text that it calls. */
  own: string;
  withHelpers: string;
  helpers: readonly FunctionFacts[];
  forwardCode: string;
  /** Code of the class or object that holds backward; '' for free functions. */
  ownerCode: string;
  /** Words of all names in backward, forward and the owner, in lower case. */
  words: ReadonlySet<string>;
  /** Words of the names of backward, forward, owner and their parameters: what the author calls them. */
  nameWords: ReadonlySet<string>;
  /** A class beside this one has a pair of the same signature, which is one for sure. */
  isBeside?: boolean;
  /** The module's names or comments are about something that learns. */
  tellsOfLearning: boolean;
}

const mostCode = 60_000;

export function subjectOf(candidate: Candidate, index: FunctionIndex, code: CodeText): Subject {
  const { backward, forward } = candidate;
  const helpers = index.helpersOf(backward, 2).filter((helper) => helper !== forward || candidate.form === 'train');
  const own = code.of(backward.range).slice(0, mostCode);
  const withHelpers = [own, ...helpers.map((helper) => code.of(helper.range))].join('\n').slice(0, mostCode);
  const forwardCode = forward && forward !== backward ? code.of(forward.range).slice(0, mostCode) : '';
  const owner = index.classOf(backward.owner);
  const ownerCode = owner ? codeOfOwner(owner, index, code) : '';
  const signature = [backward, ...(forward ? [forward] : [])].flatMap((one) => [
    one.qualifiedName,
    ...one.parameters.map((parameter) => parameter.name),
  ]);
  return {
    form: candidate.form,
    role: candidate.role,
    forward,
    backward,
    owner,
    own,
    withHelpers,
    helpers,
    forwardCode,
    ownerCode,
    words: wordsIn(`${withHelpers}\n${forwardCode}\n${ownerCode}`),
    nameWords: new Set(signature.flatMap((name) => wordsOf(name))),
    tellsOfLearning: tellsOf(code),
  };
}

/** Code of a class; methods that stand outside of it (`Net.prototype.forward = …`) belong to it. */
function codeOfOwner(owner: ClassFacts, index: FunctionIndex, code: CodeText): string {
  const { line, endLine } = owner.range;
  const outside = index.ownedBy(owner.name).filter(({ range }) => range.line < line || range.endLine > endLine);
  return [owner.range, ...outside.map(({ range }) => range)]
    .map((range) => code.of(range))
    .join('\n')
    .slice(0, mostCode);
}

const told = new WeakMap<CodeText, boolean>();

/** Asked by each candidate of a module, read once. */
function tellsOf(code: CodeText): boolean {
  const known = told.get(code);
  if (known !== undefined) return known;
  const found = tellsOfLearning(wordsIn(code.text));
  told.set(code, found);
  return found;
}

function wordsIn(code: string): Set<string> {
  const names = new Set(code.match(/[\p{L}_$][\p{L}\p{N}_$]{0,60}/gu) ?? []);
  const words = new Set<string>();
  for (const name of names) for (const word of wordsOf(name)) words.add(word);
  return words;
}
