import type TS from 'typescript';
import type { FieldFacts, Reach } from '../../model/facts.ts';
import { type Context, type FunctionNode, isFunctionValue, memberName } from './context.ts';
import { Definitions, type Scope } from './definitions.ts';
import { exportedPath, type Exports } from './exports.ts';

/** How a member of something that is itself reached by `owner` is reached. */
export function memberReach(owner: Reach | null, name: string): Reach | null {
  if (owner === null) return null;
  return owner.kind === 'export'
    ? { kind: 'export', path: [...owner.path, name] }
    : { kind: 'method', owner, name, isStatic: true };
}

/**
 * Walks the statements of a module and of the functions in it, and hands every function, class and value to
 * `definitions`. Functions inside functions are found as well; those that a factory returns are members of it.
 */
export class Walk {
  readonly #context: Context;
  readonly #definitions: Definitions;
  readonly #exports: Exports;
  #depth = 0;

  constructor(context: Context, definitions: Definitions, exported: Exports) {
    this.#context = context;
    this.#definitions = definitions;
    this.#exports = exported;
  }

  statements(nodes: readonly TS.Node[], scope: Scope): void {
    if (this.#depth > 60) return;
    this.#depth++;
    for (const node of nodes) this.#statement(node, scope);
    this.#depth--;
  }

  #statement(node: TS.Node, scope: Scope): void {
    const { ts } = this.#context;
    if (ts.isFunctionDeclaration(node)) this.#functionDeclaration(node, scope);
    else if (ts.isClassDeclaration(node))
      this.#classLike(node, node.name?.text ?? 'default', this.#exportedScope(node, scope));
    else if (ts.isVariableStatement(node)) {
      const inner = this.#exportedScope(node, scope);
      for (const declaration of node.declarationList.declarations) this.#variable(declaration, inner, node);
    } else if (ts.isExportAssignment(node)) {
      const reach: Reach = { kind: 'export', path: ['default'] };
      this.#bound('default', node.expression, fixed(scope, reach), node, undefined);
    } else if (ts.isExpressionStatement(node)) this.#expression(node.expression, scope, node);
    else if (ts.isModuleDeclaration(node)) this.#namespace(node, scope);
    else if (ts.isReturnStatement(node)) this.#returned(node, scope);
    else this.#nested(node, scope);
  }

  /** Statements inside if, for, try and blocks. */
  #nested(node: TS.Node, scope: Scope): void {
    const { ts } = this.#context;
    ts.forEachChild(node, (child) => {
      if (ts.isBlock(child) || ts.isCaseBlock(child))
        this.statements(child.getChildCount(this.#context.source) ? statementsOf(ts, child) : [], scope);
      else if (ts.isStatement(child)) this.statements([child], scope);
      else if (ts.isCatchClause(child)) this.statements(child.block.statements, scope);
    });
  }

  #functionDeclaration(node: TS.FunctionDeclaration, scope: Scope): void {
    const name = node.name?.text ?? 'default';
    this.#function(node, name, this.#exportedScope(node, scope), node, node.name);
  }

  /** The scope for something with an `export` modifier. */
  #exportedScope(node: TS.Node & { modifiers?: TS.NodeArray<TS.ModifierLike> }, scope: Scope): Scope {
    const { ts } = this.#context;
    const has = (kind: TS.SyntaxKind): boolean => node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
    // An export inside a function: the text before it is not finished.
    if (has(ts.SyntaxKind.ExportKeyword) && this.#isInFunction(scope))
      return this.#exportedScope(node, Definitions.moduleScope(this.#exports));
    if (!has(ts.SyntaxKind.ExportKeyword) || (scope.prefix !== '' && scope.owner !== null && !scope.isExported))
      return scope;
    if (has(ts.SyntaxKind.DefaultKeyword)) return fixed(scope, { kind: 'export', path: ['default'] });
    if (scope.prefix !== '') return scope;
    return { ...scope, reach: (name) => ({ kind: 'export', path: [name] }) };
  }

  #variable(node: TS.VariableDeclaration, scope: Scope, host: TS.Node): void {
    const { ts } = this.#context;
    if (!ts.isIdentifier(node.name)) return;
    const isBound =
      node.initializer !== undefined && this.#bound(node.name.text, node.initializer, scope, host, node.name);
    if (!isBound && scope.prefix === '') this.#definitions.addValue(node, scope, scope.reach(node.name.text, false));
  }

  /** A name that is given a function, a class, an object or what an immediately called function returns. */
  #bound(name: string, expression: TS.Expression, scope: Scope, host: TS.Node, nameNode: TS.Node | undefined): boolean {
    const { ts } = this.#context;
    const value = this.#unwrapped(expression);
    if (isFunctionValue(ts, value)) this.#function(value, name, scope, host, nameNode);
    else if (ts.isClassExpression(value)) this.#classLike(value, name, scope);
    else if (ts.isObjectLiteralExpression(value)) return this.#object(value, name, scope, scope.reach(name, false));
    else if (ts.isCallExpression(value)) return this.#immediate(value, name, scope);
    else return false;
    return true;
  }

  /** `tidy((x) => …)`, `useCallback(function …)`, `Object.freeze({…})`: the function or object inside. */
  #unwrapped(expression: TS.Expression): TS.Expression {
    const { ts } = this.#context;
    const value = this.#context.bare(expression);
    const first = ts.isCallExpression(value) ? value.arguments[0] : undefined;
    if (
      !first ||
      !ts.isCallExpression(value) ||
      (!ts.isIdentifier(value.expression) && !ts.isPropertyAccessExpression(value.expression))
    )
      return value;
    const callee = this.#context.dotted(value.expression);
    const inner = this.#context.bare(first);
    const wraps =
      /^(?:Object\.(?:freeze|seal)|(?:React\.)?(?:useCallback|memo)|memoize|curry|(?:\w+\.)?(?:tidy|customGrad|typed|factory|op))$/.test(
        callee,
      );
    return wraps && (isFunctionValue(ts, inner) || ts.isObjectLiteralExpression(inner)) ? inner : value;
  }

  #function(node: FunctionNode, name: string, scope: Scope, host: TS.Node, nameNode: TS.Node | undefined): void {
    const { ts } = this.#context;
    const reach = scope.reach(name, false);
    const qualified = this.#definitions.addFunction(node, name, scope, { host, name: nameNode });
    if (qualified === null || !node.body) return;
    const maker = isMaker(this.#context, node);
    const inner: Scope = { prefix: qualified, owner: qualified, reach: () => null, isExported: false };
    if (maker)
      this.#definitions.addClass(name, node, scope, { extendsName: null, maker: node, fields: [], methods: [], reach });
    if (ts.isBlock(node.body))
      this.statements(node.body.statements, this.#factoryScope(node.body, inner, reach, maker));
    else if (ts.isObjectLiteralExpression(this.#context.bare(node.body)))
      this.#members(
        this.#context.bare(node.body) as TS.ObjectLiteralExpression,
        qualified,
        qualified,
        (key) => methodOf(reach, key),
        false,
      );
  }

  /** Inside a factory the functions that it returns by name are its methods. */
  #factoryScope(body: TS.Block, inner: Scope, reach: Reach | null, isMaker: boolean): Scope {
    const { ts } = this.#context;
    const handed = new Set<string>();
    for (const statement of body.statements) {
      if (!ts.isReturnStatement(statement) || !statement.expression) continue;
      const value = this.#context.bare(statement.expression);
      if (!ts.isObjectLiteralExpression(value)) continue;
      for (const property of value.properties)
        if (ts.isShorthandPropertyAssignment(property)) handed.add(property.name.text);
    }
    return {
      ...inner,
      reach: (name) =>
        handed.has(name) || (isMaker && name.startsWith('this.')) ? methodOf(reach, name.replace('this.', '')) : null,
    };
  }

  #returned(node: TS.ReturnStatement, scope: Scope): void {
    const { ts } = this.#context;
    if (!node.expression || scope.prefix === '') return;
    const value = this.#context.bare(node.expression);
    const owner = this.#definitions.functions.find((known) => known.qualifiedName === scope.prefix)?.reach ?? null;
    if (ts.isObjectLiteralExpression(value))
      this.#members(value, scope.prefix, scope.owner, (key) => methodOf(owner, key), false);
    else if (ts.isArrayLiteralExpression(value)) {
      for (const element of value.elements)
        if (isFunctionValue(ts, element)) this.#inner(element, scope, 'backprop', node);
    } else if (isFunctionValue(ts, value)) this.#inner(value, scope, value.name?.text ?? 'returned', node);
  }

  #inner(node: FunctionNode, scope: Scope, name: string, host: TS.Node): void {
    this.#function(node, name, { ...scope, reach: () => null }, host, node.name ?? node);
  }

  /** `const net = (function () { … return { forward, backward }; })()`: what it returns are members of `net`. */
  #immediate(call: TS.CallExpression, name: string | null, scope: Scope): boolean {
    const { ts } = this.#context;
    const callee = this.#context.bare(call.expression);
    const node = isFunctionValue(ts, callee) ? callee : this.#wrappedFactory(call);
    if (!node?.body || !ts.isBlock(node.body)) return false;
    const reach = name === null ? null : scope.reach(name, false);
    const handed = handedOut(this.#context, node.body);
    const inner: Scope = {
      prefix: name === null ? scope.prefix : this.#definitions.qualify(scope, name),
      owner: name === null ? scope.owner : this.#definitions.qualify(scope, name),
      reach: (member) => {
        const key = handed.get(member);
        if (key === undefined)
          return this.#exports.has(member) ? { kind: 'export', path: this.#exports.get(member) ?? [] } : null;
        return key === '' ? reach : memberReach(reach, key);
      },
      isExported: scope.isExported,
    };
    this.statements(node.body.statements, inner);
    return true;
  }

  /** The factory of a UMD wrapper or of `define([…], function () { … })`. */
  #wrappedFactory(call: TS.CallExpression): FunctionNode | null {
    const { ts } = this.#context;
    if (this.#context.dotted(call.expression) !== 'define') return null;
    const last = call.arguments.at(-1);
    return last && isFunctionValue(ts, last) ? last : null;
  }

  #expression(expression: TS.Expression, scope: Scope, host: TS.Node): void {
    const { ts } = this.#context;
    const value = this.#context.bare(expression);
    if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      this.#assignment(value, scope, host);
    else if (ts.isCallExpression(value)) this.#call(value, scope);
    else if (ts.isPrefixUnaryExpression(value) || ts.isVoidExpression(value) || ts.isAwaitExpression(value))
      this.#expression('operand' in value ? value.operand : value.expression, scope, host);
    else if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.CommaToken) {
      this.#expression(value.left, scope, host);
      this.#expression(value.right, scope, host);
    }
  }

  #call(call: TS.CallExpression, scope: Scope): void {
    const { ts } = this.#context;
    if (this.#immediate(call, null, scope)) {
      for (const argument of call.arguments)
        if (isFunctionValue(ts, argument) && ts.isBlock(argument.body))
          this.statements(argument.body.statements, { ...scope, reach: () => null });
      return;
    }
    const [target, members] = call.arguments;
    if (/(?:^|\.)_?createClass$/.test(this.#context.dotted(call.expression))) return this.#compiledClass(call, scope);
    if (
      /^(?:Object\.assign|\$\.extend|_\.extend)$/.test(this.#context.dotted(call.expression)) &&
      target &&
      members &&
      ts.isObjectLiteralExpression(members)
    ) {
      const owner = this.#context.dotted(target).replace(/\.prototype$/, '');
      if (owner !== '') this.#members(members, owner, owner, this.#methodReach(owner, scope), false);
      return;
    }
    for (const argument of call.arguments) {
      if (isFunctionValue(ts, argument) && ts.isBlock(argument.body))
        this.statements(argument.body.statements, { ...scope, reach: () => null });
      else if (ts.isCallExpression(argument)) this.#call(argument, scope);
    }
  }

  /** `_createClass(Net, [{ key: 'forward', value: function forward() { … } }], […])`: a class that Babel compiled. */
  #compiledClass(call: TS.CallExpression, scope: Scope): void {
    const { ts } = this.#context;
    const [target, members] = call.arguments;
    const owner = target ? this.#context.dotted(target) : '';
    if (owner === '' || !members || !ts.isArrayLiteralExpression(members)) return;
    for (const member of members.elements) {
      if (!ts.isObjectLiteralExpression(member)) continue;
      let name = '';
      for (const property of member.properties) {
        if (!ts.isPropertyAssignment(property)) continue;
        const value = property.initializer;
        if (ts.isStringLiteralLike(value) && memberName(ts, property.name) === 'key') name = value.text;
        else if (isFunctionValue(ts, value) && name !== '')
          this.#prototype(owner, name, value, scope, member, value.name ?? value);
      }
    }
  }

  #assignment(node: TS.BinaryExpression, scope: Scope, host: TS.Node): void {
    const { ts } = this.#context;
    const left = this.#context.bare(node.left);
    let right = this.#context.bare(node.right);
    while (ts.isBinaryExpression(right) && right.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      right = this.#context.bare(right.right);
    const path = exportedPath(this.#context, left);
    if (path) return this.#exported(path, right, scope, host, left);
    const parts = this.#context.dotted(left).split('.');
    const name = parts.at(-1) ?? '';
    if (parts[0] === 'this' && parts.length === 2) return this.#ownMember(name, right, scope, host, left);
    const prototype = parts.indexOf('prototype');
    if (prototype > 0)
      return this.#prototype(
        parts.slice(0, prototype).join('.'),
        prototype === parts.length - 1 ? null : name,
        right,
        scope,
        host,
        left,
      );
    if (parts.length === 1) return void this.#bound(name, right, scope, host, left);
    const isGlobal =
      parts.length === 2 && /^(?:window|global|globalThis|self|root|lib|_?exports)$/.test(parts[0] ?? '');
    if (isGlobal)
      return void this.#bound(name, right, { ...scope, reach: (key) => scope.reach(key, false) }, host, left);
    const local = parts.slice(0, -1).join('.');
    const owner = this.#isInFunction(scope) ? this.#definitions.qualify(scope, local) : local;
    this.#bound(
      name,
      right,
      {
        prefix: owner,
        owner,
        reach: (key) => (owner === local ? memberReach(this.#reachOf(owner, scope), key) : null),
        isExported: false,
      },
      host,
      left,
    );
  }

  #isInFunction(scope: Scope): boolean {
    return scope.prefix !== '' && this.#definitions.hasFunction(scope.prefix);
  }

  #exported(path: string[], value: TS.Expression, scope: Scope, host: TS.Node, name: TS.Node): void {
    const { ts } = this.#context;
    const last = path.at(-1) ?? 'default';
    if (path[0] === 'default' && ts.isObjectLiteralExpression(value)) {
      this.#members(value, '', null, (key) => ({ kind: 'export', path: [key] }), false);
      return;
    }
    const reach: Reach = { kind: 'export', path };
    const own =
      (isFunctionValue(ts, value) || ts.isClassExpression(value)) && value.name && path[0] === 'default'
        ? value.name.text
        : last;
    this.#bound(own, value, fixed(scope, reach), host, name);
  }

  /** `this.forward = function …` in a constructor function or a constructor. */
  #ownMember(name: string, value: TS.Expression, scope: Scope, host: TS.Node, nameNode: TS.Node): void {
    if (!isFunctionValue(this.#context.ts, value) || scope.prefix === '') return;
    const reach = scope.reach(`this.${name}`, false);
    this.#function(value, name, { ...scope, reach: () => reach }, host, nameNode);
    this.#definitions.classes.find((known) => known.name === scope.prefix)?.methods.push(name);
  }

  #prototype(
    owner: string,
    name: string | null,
    value: TS.Expression,
    scope: Scope,
    host: TS.Node,
    nameNode: TS.Node,
  ): void {
    const { ts } = this.#context;
    const reach = this.#methodReach(owner, scope);
    this.#definitions.classes.find((known) => known.name === owner)?.methods.push(...(name === null ? [] : [name]));
    if (name === null) {
      if (ts.isObjectLiteralExpression(value)) this.#members(value, owner, owner, reach, false);
    } else if (isFunctionValue(ts, value))
      this.#function(value, name, { prefix: owner, owner, reach, isExported: false }, host, nameNode);
  }

  #methodReach(owner: string, scope: Scope): (name: string) => Reach | null {
    return (name) => methodOf(this.#reachOf(owner, scope), name);
  }

  #reachOf(owner: string, scope: Scope): Reach | null {
    const known = this.#definitions.classes.find((one) => one.name === owner)?.reach;
    if (known !== undefined) return known;
    const [first = '', ...rest] = owner.split('.');
    return rest.reduce<Reach | null>((reach, part) => memberReach(reach, part), scope.reach(first, false));
  }

  /** Members of an object literal; true where it holds a function. */
  #object(node: TS.ObjectLiteralExpression, name: string, scope: Scope, reach: Reach | null): boolean {
    const qualified = this.#definitions.qualify(scope, name);
    return this.#members(node, qualified, qualified, (key) => memberReach(reach, key), scope.isExported);
  }

  #members(
    node: TS.ObjectLiteralExpression,
    prefix: string,
    owner: string | null,
    reach: (name: string) => Reach | null,
    isExported: boolean,
  ): boolean {
    const { ts } = this.#context;
    const scope: Scope = { prefix, owner, reach, isExported };
    let hasFunction = false;
    for (const property of node.properties) {
      const name = property.name ? memberName(ts, property.name) : null;
      if (name === null) continue;
      if (ts.isMethodDeclaration(property)) {
        this.#function(property, name, scope, property, property.name);
        hasFunction = true;
      } else if (ts.isPropertyAssignment(property))
        hasFunction = this.#bound(name, property.initializer, scope, property, property.name) || hasFunction;
    }
    return hasFunction;
  }

  #namespace(node: TS.ModuleDeclaration, scope: Scope): void {
    const { ts } = this.#context;
    if (!node.body || !ts.isModuleBlock(node.body) || !ts.isIdentifier(node.name)) return;
    const name = node.name.text;
    const reach = this.#exportedScope(node, scope).reach(name, false);
    const exported = new Set<string>();
    for (const statement of node.body.statements) for (const own of exportedNames(ts, statement)) exported.add(own);
    const prefix = this.#definitions.qualify(scope, name);
    this.statements(node.body.statements, {
      prefix,
      owner: prefix,
      reach: (member) => (exported.has(member) ? memberReach(reach, member) : null),
      isExported: false,
    });
  }

  #classLike(node: TS.ClassLikeDeclaration, name: string, scope: Scope): void {
    const { ts } = this.#context;
    const reach = scope.reach(name, false);
    const maker = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
    const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    const prefix = this.#definitions.qualify(scope, name);
    const methods: string[] = [];
    this.#definitions.addClass(name, node, scope, {
      extendsName: heritage ? this.#context.dotted(heritage.expression) : null,
      maker: maker && ts.isConstructorDeclaration(maker) ? maker : undefined,
      fields: fieldsOf(this.#context, node),
      methods,
      reach,
    });
    const inner: Scope = {
      prefix,
      owner: prefix,
      reach: (member, isStatic) =>
        reach === null || member.startsWith('#')
          ? null
          : { kind: 'method', owner: reach, name: member.replace('this.', ''), isStatic },
      isExported: scope.isExported,
    };
    for (const member of node.members) this.#member(member, inner, methods);
  }

  #member(member: TS.ClassElement, scope: Scope, methods: string[]): void {
    const { ts } = this.#context;
    const isStatic =
      (ts.canHaveModifiers(member) &&
        ts.getModifiers(member)?.some((one) => one.kind === ts.SyntaxKind.StaticKeyword)) ??
      false;
    if (ts.isConstructorDeclaration(member)) {
      if (member.body) this.statements(member.body.statements, scope);
      return;
    }
    const name = member.name ? memberName(ts, member.name) : null;
    if (name === null) return;
    const value =
      ts.isPropertyDeclaration(member) && member.initializer ? this.#unwrapped(member.initializer) : undefined;
    if (value && ts.isObjectLiteralExpression(value)) {
      const reach = isStatic ? scope.reach(name, true) : null;
      this.#object(value, name, scope, reach);
      return;
    }
    const node =
      ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member)
        ? member
        : value && isFunctionValue(ts, value)
          ? value
          : null;
    if (!node) return;
    methods.push(name);
    const own = { ...scope, reach: () => scope.reach(name, isStatic) };
    const qualified = this.#definitions.addFunction(node, name, own, { host: member, name: member.name, isStatic });
    if (qualified !== null && node.body && ts.isBlock(node.body))
      this.statements(node.body.statements, {
        prefix: qualified,
        owner: qualified,
        reach: () => null,
        isExported: false,
      });
  }
}

function statementsOf(ts: Context['ts'], node: TS.Block | TS.CaseBlock): readonly TS.Node[] {
  return ts.isBlock(node) ? node.statements : node.clauses.flatMap((clause) => [...clause.statements]);
}

function fixed(scope: Scope, reach: Reach): Scope {
  return { ...scope, reach: () => reach, isExported: true };
}

function methodOf(owner: Reach | null, name: string): Reach | null {
  return owner === null ? null : { kind: 'method', owner, name, isStatic: false };
}

/** A constructor function fills `this` and is named like a class. */
function isMaker(context: Context, node: FunctionNode): boolean {
  const { ts } = context;
  const name = node.name && ts.isIdentifier(node.name) ? node.name.text : nameOfHolder(context, node);
  if (ts.isArrowFunction(node) || !node.body || !ts.isBlock(node.body) || !/^_?\p{Lu}/u.test(name)) return false;
  return (
    node.body.statements.some((statement) => /^\s*this\s*\./.test(context.textOf(statement, 40))) ||
    /\bthis\.\w+ *=[^=]/.test(context.textOf(node.body, 20_000))
  );
}

function nameOfHolder(context: Context, node: TS.Node): string {
  const parent = node.parent;
  if (context.ts.isVariableDeclaration(parent) && context.ts.isIdentifier(parent.name)) return parent.name.text;
  if (context.ts.isBinaryExpression(parent)) return context.dotted(parent.left).split('.').at(-1) ?? '';
  return '';
}

/** Local names that a wrapper's function returns or puts on its exports, each with its key ('' for the whole). */
function handedOut(context: Context, body: TS.Block): Map<string, string> {
  const { ts } = context;
  const found = new Map<string, string>();
  for (const statement of body.statements) {
    if (!ts.isReturnStatement(statement) || !statement.expression) continue;
    const value = context.bare(statement.expression);
    if (ts.isIdentifier(value)) found.set(value.text, '');
    if (!ts.isObjectLiteralExpression(value)) continue;
    for (const property of value.properties) {
      const key = property.name ? memberName(ts, property.name) : null;
      if (key === null) continue;
      if (ts.isShorthandPropertyAssignment(property)) found.set(key, key);
      else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.initializer))
        found.set(property.initializer.text, key);
    }
  }
  return found;
}

function exportedNames(ts: Context['ts'], statement: TS.Statement): string[] {
  if (
    !ts.canHaveModifiers(statement) ||
    !ts.getModifiers(statement)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
  )
    return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((one) => (ts.isIdentifier(one.name) ? [one.name.text] : []));
  const named = statement as TS.Statement & { name?: TS.Node };
  return named.name && ts.isIdentifier(named.name) ? [named.name.text] : [];
}

function fieldsOf(context: Context, node: TS.ClassLikeDeclaration): FieldFacts[] {
  const { ts } = context;
  const fields: FieldFacts[] = [];
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || (member.initializer && isFunctionValue(ts, member.initializer))) continue;
    const name = memberName(ts, member.name);
    if (name === null) continue;
    const initialText = member.initializer ? context.textOf(member.initializer) : null;
    fields.push({
      name,
      type: member.type ? context.textOf(member.type) : null,
      initialText,
      range: context.range(member),
    });
  }
  return fields;
}
