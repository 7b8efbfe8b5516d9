import type { SyntaxNode } from '@lezer/common';
import type { CallSite, ImportFacts, ValueFacts } from '../../model/facts.ts';
import type { Range } from '../../model/range.ts';
import { callSiteOf } from './body.ts';
import { isMainGuard } from './definitions.ts';
import { literalOf } from './literals.ts';
import { children, type Source, visit } from './source.ts';
import { calleeText, targetNodes, valueNodes } from './uses.ts';

/** Top-level values: `X = np.array([[…]])`, `layers_dims = [4, 5, 1]`. */
export function valuesOf(source: Source): ValueFacts[] {
  const found = new Map<string, ValueFacts>();
  for (const statement of topStatements(source.top)) {
    if (statement.name !== 'AssignStatement') continue;
    const targets = targetNodes(statement);
    const values = valueNodes(statement);
    targets.forEach((target, i) => {
      if (target.name !== 'VariableName') return;
      const value = values.length === targets.length ? values[i] : targets.length === 1 ? values[0] : undefined;
      if (value?.name === 'LambdaExpression') return;
      const name = source.of(target);
      const type = statement.getChild('TypeDef');
      found.set(name, {
        name,
        reach: name.startsWith('_') ? { kind: 'local', name } : { kind: 'export', path: [name] },
        isExported: !name.startsWith('_'),
        initialText: value ? source.of(value).slice(0, 2000) : null,
        literal: value ? literalOf(source, value) : undefined,
        type: type ? source.of(type).replace(/^:\s*/, '') : null,
        range: source.range(statement),
      });
    });
  }
  return [...found.values()];
}

function topStatements(top: SyntaxNode): SyntaxNode[] {
  return children(top).flatMap((child) => (child.name === 'StatementGroup' ? children(child) : [child]));
}

/** Imports of the whole text, also those inside functions and `try` blocks. */
export function importsOf(source: Source): ImportFacts[] {
  const found: ImportFacts[] = [];
  visit(source.top, (node) => {
    if (node.name === 'ImportStatement') found.push(...importNames(source.of(node)));
  });
  return found;
}

/** Reads `import a.b as c, d` and `from ..x import (y as z, w)`. */
function importNames(statement: string): ImportFacts[] {
  const text = statement
    .slice(0, 5000)
    .replace(/#.*$/gm, '')
    .replace(/[\\()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const from = /^from (\.*) ?((?:\w[\w.]*)?) ?import (.*)$/.exec(text);
  const list = (from?.[3] ?? text.replace(/^import /, '')).split(',').map((part) => part.trim());
  return list.flatMap((part) => {
    const [name, word, alias] = part.split(' ');
    if (!name) return [];
    const local = word === 'as' && alias ? alias : from ? name : (name.split('.')[0] ?? name);
    if (from)
      return [{ local, imported: name, specifier: (from[1] ?? '') + (from[2] ?? ''), isNamespace: name === '*' }];
    return [{ local, imported: '*', specifier: name, isNamespace: true }];
  });
}

/** Calls of functions and classes that the text itself defines or imports, with the texts of their arguments. */
export function callSitesOf(source: Source, names: ReadonlySet<string>): CallSite[] {
  const found: CallSite[] = [];
  visit(source.top, (node) => {
    if (found.length >= mostCallSites) return false;
    if (node.name !== 'CallExpression' || !node.firstChild) return true;
    const last = calleeText(source, node.firstChild).split('.').at(-1) ?? '';
    const site = names.has(last) ? callSiteOf(source, node) : null;
    if (site) found.push(site);
    return true;
  });
  return found;
}

const mostCallSites = 500;
const harmlessCalls =
  /^(np|numpy)\.(random\.(seed|default_rng|RandomState)|set_printoptions|seterr|errstate)$|^random\.seed$|^(sys\.path\.\w+|warnings\.\w+|logging\.\w+|os\.environ\.\w+|torch\.manual_seed|plt\.(style\.use|rcParams\.update)|matplotlib\.use)$/;
const pureCalls =
  /^((np|numpy|math|torch|collections|typing)\.[\w.]+|int|float|str|len|range|list|dict|tuple|set|namedtuple|TypeVar|NewType|partial|functools\.partial|logging\.getLogger|getLogger|Path|os\.path\.\w+|type|zip|sum|max|min|abs|round)$/;
/** Functions that make first values. */
const makers = /^_?(?:init|initiali[sz]e|create|make|build)(?:_|[A-Z]|$)\w*$/;
const readingCalls = /\.(load|loadtxt|genfromtxt|save|savetxt|fromfile|memmap|open|fromstring|loads)$/;

/** Top-level work beyond definitions: loops, reading of files, training, printing. */
export function sideEffectsOf(source: Source, classes: ReadonlySet<string>): Range[] {
  return topStatements(source.top)
    .filter((statement) => isWork(source, statement, classes))
    .map((statement) => source.range(statement));
}

function isWork(source: Source, statement: SyntaxNode, classes: ReadonlySet<string>): boolean {
  switch (statement.name) {
    case 'ForStatement':
    case 'WhileStatement':
    case 'WithStatement':
    case 'UpdateStatement':
    case 'PrintStatement':
    case 'AssertStatement':
    case 'RaiseStatement':
    case 'DeleteStatement':
      return true;
    case 'ExpressionStatement':
    case 'AssignStatement':
      return (
        !/^(String|Ellipsis)$/.test(statement.firstChild?.name ?? '') && callsSomething(source, statement, classes)
      );
    case 'IfStatement':
    case 'TryStatement':
      return (
        !isMainGuard(source, statement) &&
        statement.getChildren('Body').some((body) => children(body).some((s) => isWork(source, s, classes)))
      );
    default:
      return false;
  }
}

/** True where a call other than a harmless or a pure one stands in the statement (lambdas are not run). */
function callsSomething(source: Source, statement: SyntaxNode, classes: ReadonlySet<string>): boolean {
  let found = false;
  visit(statement, (node) => {
    if (found || node.name === 'LambdaExpression') return false;
    if (node.name !== 'CallExpression' || !node.firstChild) return true;
    const callee = calleeText(source, node.firstChild).slice(0, 120);
    const isPure = harmlessCalls.test(callee) || pureCalls.test(callee) || classes.has(callee) || makers.test(callee);
    found = readingCalls.test(callee) || !isPure;
    return !found;
  });
  return found;
}
