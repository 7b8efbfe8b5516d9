import type { SyntaxNode } from '@lezer/common';
import type { ClassFacts, FunctionFacts, Reach } from '../../model/facts.ts';
import { bodyOf, lambdaBody } from './body.ts';
import { fieldsOf } from './fields.ts';
import { docstringOf, parameterDocs, tagOf } from './docstrings.ts';
import { parameterFacts, signatureOf, type SignatureParameter } from './parameters.ts';
import { children, type Source } from './source.ts';

/** Where a definition stands: in the module, in a class, in a function. */
export interface Scope {
  /** Qualified name of what it stands in, with a dot behind; '' for the module. */
  prefix: string;
  owner: { name: string; reach: Reach | null; isExported: boolean } | null;
  /** Qualified name of the function that it stands in, if it is in one. */
  maker: string | null;
  /** False inside functions and under `if __name__ == '__main__'`: nothing can get at it. */
  isReachable: boolean;
  /** The method that it stands in: its helpers are compiled on their own, since no object hands them out. */
  method?: string;
  depth: number;
}

/** What the definitions of a text amount to. */
export interface Definitions {
  functions: Map<string, FunctionFacts>;
  classes: Map<string, ClassFacts>;
}

const deepest = 25;

/** Adds the definitions among some statements, looking into `if`, `try` and `with` blocks as well. */
export function collectDefinitions(source: Source, block: SyntaxNode, scope: Scope, into: Definitions): void {
  if (scope.depth > deepest) return;
  for (const statement of children(block)) {
    const definition = statement.name === 'DecoratedStatement' ? statement.lastChild : statement;
    const decorators = statement.name === 'DecoratedStatement' ? statement.getChildren('Decorator') : [];
    if (definition?.name === 'FunctionDefinition') addFunction(source, definition, decorators, scope, into);
    else if (definition?.name === 'ClassDefinition') addClass(source, definition, scope, into);
    else if (statement.name === 'AssignStatement') addLambda(source, statement, scope, into);
    else if (/^(If|Try|With|For|While)Statement$/.test(statement.name)) {
      const inner = {
        ...scope,
        depth: scope.depth + 1,
        isReachable: scope.isReachable && !isMainGuard(source, statement),
      };
      for (const body of statement.getChildren('Body')) collectDefinitions(source, body, inner, into);
    }
  }
}

/** `if __name__ == "__main__":` */
export function isMainGuard(source: Source, statement: SyntaxNode): boolean {
  if (statement.name !== 'IfStatement') return false;
  const condition = children(statement)[1];
  return condition !== undefined && /__name__\s*==|==\s*__name__/.test(source.of(condition).slice(0, 100));
}

function reachOf(scope: Scope, name: string, isStatic: boolean): Reach | null {
  if (scope.method !== undefined) return { kind: 'local', name: `${scope.method}.${name}` };
  if (!scope.isReachable) return null;
  if (scope.owner) return scope.owner.reach && { kind: 'method', owner: scope.owner.reach, name, isStatic };
  return name.startsWith('_') ? { kind: 'local', name } : { kind: 'export', path: [name] };
}

function addFunction(
  source: Source,
  node: SyntaxNode,
  decorators: SyntaxNode[],
  scope: Scope,
  into: Definitions,
): void {
  const nameNode = node.getChild('VariableName');
  const body = node.getChild('Body');
  if (!nameNode || !body) return;
  const name = source.of(nameNode);
  const marks = decorators.map((decorator) => source.of(decorator).replace(/^@\s*/, '').slice(0, 80).trim());
  const isStatic = marks.includes('staticmethod') || marks.includes('classmethod');
  const signature = signatureOf(source, node.getChild('ParamList'));
  // `forward(ctx, x)` of an autograd function: whoever calls it hands in the context.
  const hasContext = isStatic && /^(ctx|context)$/.test(signature[0]?.name ?? '');
  const isOwn = scope.owner !== null && (!marks.includes('staticmethod') || hasContext);
  const self = isOwn ? (signature.shift()?.name ?? null) : null;
  const doc = docstringOf(source, body);
  const names = signature.map((parameter) => parameter.name);
  const facts = bodyOf(source, body, names, self);
  const isExported = scope.isReachable && (scope.owner ? scope.owner.isExported : !name.startsWith('_'));
  put(into.functions, scope.prefix + name, {
    name,
    qualifiedName: scope.prefix + name,
    reach: reachOf(scope, name, isStatic),
    owner: scope.owner?.name ?? scope.maker,
    isStatic,
    isAsync: node.getChild('async') !== null,
    isExported,
    parameters: parameterFacts(source, signature, parameterDocs(doc, names), facts, source.of(body)),
    doc,
    tag: tagOf(doc),
    ignored: isIgnored(source, decorators[0] ?? node, nameNode) || decorators.some((one) => isLibrarys(source, one)),
    range: source.range(node),
    nameRange: source.range(nameNode),
    returns: facts.returns,
    calls: facts.calls,
    names: facts.names,
    reads: facts.reads,
    writes: facts.writes,
    constants: facts.constants,
    transposes: facts.transposes,
    sites: facts.sites,
  });
  const qualified = scope.prefix + name;
  const inside: Scope = {
    prefix: `${qualified}.`,
    owner: null,
    maker: qualified,
    isReachable: false,
    ...(scope.owner?.reach ? { method: qualified } : {}),
    depth: scope.depth + 1,
  };
  collectDefinitions(source, body, inside, into);
}

/** `sigmoid = lambda z: …` is a function like any other. */
function addLambda(source: Source, statement: SyntaxNode, scope: Scope, into: Definitions): void {
  const [nameNode, operator, lambda] = children(statement);
  if (nameNode?.name !== 'VariableName' || operator?.name !== 'AssignOp' || lambda?.name !== 'LambdaExpression') return;
  const name = source.of(nameNode);
  const signature: SignatureParameter[] = signatureOf(source, lambda.getChild('ParamList'));
  const facts = lambdaBody(
    source,
    lambda,
    signature.map((parameter) => parameter.name),
  );
  put(into.functions, scope.prefix + name, {
    name,
    qualifiedName: scope.prefix + name,
    reach: reachOf(scope, name, false),
    owner: scope.owner?.name ?? scope.maker,
    isStatic: false,
    isAsync: false,
    isExported: scope.isReachable && !name.startsWith('_'),
    parameters: parameterFacts(source, signature, new Map(), facts),
    doc: null,
    tag: null,
    ignored: isIgnored(source, statement, nameNode),
    range: source.range(statement),
    nameRange: source.range(nameNode),
    returns: facts.returns,
    calls: facts.calls,
    names: facts.names,
    reads: [],
    writes: [],
    constants: [],
    transposes: facts.transposes,
    sites: facts.sites,
  });
}

function addClass(source: Source, node: SyntaxNode, scope: Scope, into: Definitions): void {
  const nameNode = node.getChild('VariableName');
  const body = node.getChild('Body');
  if (!nameNode || !body) return;
  const name = source.of(nameNode);
  const reach = reachOf({ ...scope, owner: null }, name, false);
  const isExported = scope.isReachable && !name.startsWith('_');
  const inside: Scope = {
    prefix: `${scope.prefix}${name}.`,
    owner: { name: scope.prefix + name, reach: scope.owner ? null : reach, isExported },
    maker: null,
    isReachable: scope.isReachable && !scope.owner,
    depth: scope.depth + 1,
  };
  collectDefinitions(source, body, inside, into);
  const methods = [...methodsOf(source, body)].flatMap((method) => into.functions.get(inside.prefix + method) ?? []);
  const constructor = methods.find((method) => method.name === '__init__');
  const bases = node.getChild('ArgList');
  const firstBase = bases && children(bases).find((child) => /^(VariableName|MemberExpression)$/.test(child.name));
  const fields = fieldsOf(source, body);
  const inherited = firstBase ? into.classes.get(source.of(firstBase)) : undefined;
  put(into.classes, scope.prefix + name, {
    name: scope.prefix + name,
    reach: scope.owner ? null : reach,
    isExported,
    extendsName: firstBase ? source.of(firstBase) : null,
    constructorParameters: constructor?.parameters ?? inherited?.constructorParameters ?? [],
    fields,
    methods: methods.map((method) => method.name),
    range: source.range(node),
  });
}

/** Names of the functions that stand directly in a class body. */
function methodsOf(source: Source, body: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (const statement of children(body)) {
    const node = statement.name === 'DecoratedStatement' ? statement.lastChild : statement;
    const name = node?.name === 'FunctionDefinition' ? node.getChild('VariableName') : null;
    if (name) names.add(source.of(name));
  }
  return names;
}

/** A later definition of the same name takes the place of an earlier one, as it does when the module runs. */
function put<T>(map: Map<string, T>, key: string, item: T): void {
  map.delete(key);
  map.set(key, item);
}

/** `@tf.custom_gradient`: TensorFlow calls the gradient, with tensors of its own. */
function isLibrarys(source: Source, decorator: SyntaxNode): boolean {
  return /\bcustom_gradient\b/.test(source.of(decorator));
}

/** True under a comment line `# gradcheck-ignore`, or with that comment behind the `def`. */
function isIgnored(source: Source, first: SyntaxNode, nameNode: SyntaxNode): boolean {
  const lineEnd = source.text.indexOf('\n', nameNode.to);
  const own = source.text.slice(nameNode.to, lineEnd < 0 ? undefined : lineEnd);
  if (own.includes('gradcheck-ignore')) return true;
  const lines = source.text.slice(Math.max(0, first.from - 600), first.from).split('\n');
  lines.pop();
  for (let line = lines.pop(); line?.trim().startsWith('#'); line = lines.pop())
    if (line.includes('gradcheck-ignore')) return true;
  return false;
}
