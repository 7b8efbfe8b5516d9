import type TS from 'typescript';
import type { ClassFacts, FieldFacts, FunctionFacts, Reach, ValueFacts } from '../../model/facts.ts';
import { readBody } from './body.ts';
import { commentsOf } from './comments.ts';
import { type Context, type FunctionNode, memberName } from './context.ts';
import type { Exports } from './exports.ts';
import { addFieldUses } from './fieldUses.ts';
import { literalOf } from './literals.ts';
import type { Memory } from './memory.ts';
import { readParameters } from './parameters.ts';

/** Where a definition stands: how its name is qualified and how it is reached. */
export interface Scope {
  /** Qualified name of what holds it, '' at the top of the module. */
  prefix: string;
  /** The class, object or factory that holds it. */
  owner: string | null;
  /** How a member of this scope is reached; null where nothing outside can. */
  reach: (name: string, isStatic: boolean) => Reach | null;
  isExported: boolean;
}

/** Collects what the walk over a module defines; a qualified name is taken once. */
export class Definitions {
  readonly functions: FunctionFacts[] = [];
  readonly classes: ClassFacts[] = [];
  readonly values: ValueFacts[] = [];
  readonly #context: Context;
  readonly #memory: Memory;
  readonly #byName = new Map<string, FunctionFacts>();

  constructor(context: Context, memory: Memory) {
    this.#context = context;
    this.#memory = memory;
  }

  /** The scope at the top of a module. */
  static moduleScope(exported: Exports): Scope {
    return {
      prefix: '',
      owner: null,
      reach: (name) => {
        const path = exported.get(name);
        return path ? { kind: 'export', path } : { kind: 'local', name };
      },
      isExported: false,
    };
  }

  functionCalled(qualifiedName: string): FunctionFacts | undefined {
    return this.#byName.get(qualifiedName);
  }

  qualify(scope: Scope, name: string): string {
    return scope.prefix === '' ? name : `${scope.prefix}.${name}`;
  }

  /** Adds a function; returns its qualified name, or null where that name is taken. */
  addFunction(node: FunctionNode, name: string, scope: Scope, place: Place): string | null {
    const qualifiedName = this.qualify(scope, name);
    if (!node.body || this.#byName.has(qualifiedName)) return null;
    const context = this.#context;
    const comments = commentsOf(context, place.host);
    const range = context.range(node);
    const { parameters, ...body } = this.#memory.reading(node, comments.doc, range, () => {
      const { parameters, uses } = readParameters(context, node, comments.doc);
      return { parameters, ...readBody(context, node, uses) };
    });
    const reach = place.reach === undefined ? scope.reach(name, place.isStatic ?? false) : place.reach;
    const facts = {
      name,
      qualifiedName,
      reach,
      owner: scope.owner,
      isStatic: place.isStatic ?? false,
      isAsync: isAsync(context, node),
      isExported: scope.isExported || reachesExport(reach),
      parameters,
      ...comments,
      range,
      nameRange: context.range(place.name ?? node),
      ...body,
    };
    this.#byName.set(qualifiedName, facts);
    this.functions.push(facts);
    return qualifiedName;
  }

  addClass(name: string, node: TS.Node, scope: Scope, parts: ClassParts): void {
    const context = this.#context;
    const qualifiedName = this.qualify(scope, name);
    if (this.classes.some((known) => known.name === qualifiedName)) return;
    const reach = parts.reach === undefined ? scope.reach(name, false) : parts.reach;
    const doc = parts.maker ? commentsOf(context, parts.maker).doc : null;
    // Without a constructor of its own a class is made as its base is.
    const base = this.classes.find((known) => known.name === parts.extendsName);
    this.classes.push({
      name: qualifiedName,
      reach,
      isExported: scope.isExported || reachesExport(reach),
      extendsName: parts.extendsName,
      constructorParameters: parts.maker
        ? makerParameters(context, node, parts.maker, doc)
        : (base?.constructorParameters ?? []),
      fields: parts.maker ? [...parts.fields, ...assignedFields(context, parts.maker, parts.fields)] : parts.fields,
      methods: parts.methods,
      range: context.range(node),
    });
  }

  addValue(node: TS.VariableDeclaration, scope: Scope, reach: Reach | null): void {
    const context = this.#context;
    if (!context.ts.isIdentifier(node.name)) return;
    this.addInitial(node.name.text, node, node.initializer, scope, reach, node.type);
  }

  addInitial(
    name: string,
    node: TS.Node,
    initial: TS.Expression | undefined,
    scope: Scope,
    reach: Reach | null,
    type?: TS.TypeNode,
  ): void {
    const context = this.#context;
    this.values.push({
      name: this.qualify(scope, name),
      reach,
      isExported: scope.isExported || reachesExport(reach),
      initialText: initial ? context.textOf(initial) : null,
      literal: initial ? literalOf(context, initial) : undefined,
      type: type ? context.textOf(type) : null,
      range: context.range(node),
    });
  }
}

/** What the syntax around a function says about it. */
export interface Place {
  /** The statement or member that its comments stand before. */
  host: TS.Node;
  name: TS.Node | undefined;
  isStatic?: boolean;
  /** Where it differs from what the scope says. */
  reach?: Reach | null;
}

export interface ClassParts {
  extendsName: string | null;
  maker: FunctionNode | undefined;
  fields: FieldFacts[];
  methods: string[];
  reach?: Reach | null;
}

function isAsync(context: Context, node: FunctionNode): boolean {
  const { ts } = context;
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}

export function reachesExport(reach: Reach | null): boolean {
  if (reach?.kind === 'method') return reachesExport(reach.owner);
  return reach?.kind === 'export';
}

function makerParameters(
  context: Context,
  owner: TS.Node,
  maker: FunctionNode,
  doc: string | null,
): ClassFacts['constructorParameters'] {
  const { parameters, uses } = readParameters(context, maker, doc);
  readBody(context, maker, uses);
  addFieldUses(context, owner, maker, parameters);
  return parameters;
}

/** `this.W = …` in a constructor. */
function assignedFields(context: Context, maker: FunctionNode, known: readonly FieldFacts[]): FieldFacts[] {
  const { ts } = context;
  const fields = new Map<string, FieldFacts>();
  const visit = (node: TS.Node): void => {
    if (ts.isFunctionExpression(node) || ts.isClassLike(node)) return;
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left)
    ) {
      const name = node.left.name.text;
      if (node.left.expression.kind === ts.SyntaxKind.ThisKeyword && !fields.has(name))
        fields.set(name, { name, type: null, initialText: context.textOf(node.right), range: context.range(node) });
    }
    ts.forEachChild(node, visit);
  };
  if (maker.body) visit(maker.body);
  for (const field of known) {
    const assigned = fields.get(field.name);
    if (assigned) field.initialText ??= assigned.initialText;
    fields.delete(field.name);
  }
  for (const parameter of maker.parameters) {
    const name = memberName(ts, parameter.name);
    if (name !== null && ts.getModifiers(parameter)?.length)
      fields.set(name, {
        name,
        type: parameter.type ? context.textOf(parameter.type) : null,
        initialText: name,
        range: context.range(parameter),
      });
  }
  return [...fields.values()];
}
