import type TS from 'typescript';
import type { Reach } from '../../model/facts.ts';
import { type Context, type FunctionNode, isFunctionValue, memberName } from './context.ts';
import { Definitions, type Scope } from './definitions.ts';
import { type Exports } from './exports.ts';
import { fixed, memberReach, methodOf } from './reaches.ts';
import { fieldsOf, handedOut, isMaker } from './syntax.ts';
/**
 * The part of the walk that knows values: what a name is given (a function, a class, an object, what an immediately
 * called function returns) and what their members are.
 */
export abstract class ValueWalk {
  protected readonly context: Context;
  protected readonly definitions: Definitions;
  protected readonly exports: Exports;

  constructor(context: Context, definitions: Definitions, exported: Exports) {
    this.context = context;
    this.definitions = definitions;
    this.exports = exported;
  }

  abstract statements(nodes: readonly TS.Node[], scope: Scope): void;

  /** A name that is given a function, a class, an object or what an immediately called function returns. */
  protected bound(
    name: string,
    expression: TS.Expression,
    scope: Scope,
    host: TS.Node,
    nameNode: TS.Node | undefined,
  ): boolean {
    const { ts } = this.context;
    const value = this.unwrapped(expression);
    if (isFunctionValue(ts, value)) this.function(value, name, scope, host, nameNode);
    else if (ts.isClassExpression(value)) this.classLike(value, name, scope);
    else if (ts.isObjectLiteralExpression(value)) return this.object(value, name, scope, scope.reach(name, false));
    else if (ts.isCallExpression(value)) return this.immediate(value, name, scope);
    else return false;
    return true;
  }

  /** `tidy((x) => …)`, `useCallback(function …)`, `Object.freeze({…})`: the function or object inside. */
  protected unwrapped(expression: TS.Expression): TS.Expression {
    const { ts } = this.context;
    const value = this.context.bare(expression);
    const first = ts.isCallExpression(value) ? value.arguments[0] : undefined;
    if (
      !first ||
      !ts.isCallExpression(value) ||
      (!ts.isIdentifier(value.expression) && !ts.isPropertyAccessExpression(value.expression))
    )
      return value;
    const callee = this.context.dotted(value.expression);
    const inner = this.context.bare(first);
    const wraps =
      /^(?:Object\.(?:freeze|seal)|(?:React\.)?(?:useCallback|memo)|memoize|curry|(?:\w+\.)?(?:tidy|customGrad|typed|factory|op))$/.test(
        callee,
      );
    return wraps && (isFunctionValue(ts, inner) || ts.isObjectLiteralExpression(inner)) ? inner : value;
  }

  protected function(
    node: FunctionNode,
    name: string,
    scope: Scope,
    host: TS.Node,
    nameNode: TS.Node | undefined,
  ): void {
    const { ts } = this.context;
    const reach = scope.reach(name, false);
    const qualified = this.definitions.addFunction(node, name, scope, { host, name: nameNode });
    if (qualified === null || !node.body) return;
    const maker = isMaker(this.context, node);
    const inner: Scope = { prefix: qualified, owner: qualified, reach: () => null, isExported: false };
    if (maker)
      this.definitions.addClass(name, node, scope, { extendsName: null, maker: node, fields: [], methods: [], reach });
    if (ts.isBlock(node.body)) this.statements(node.body.statements, this.factoryScope(node.body, inner, reach, maker));
    else if (ts.isObjectLiteralExpression(this.context.bare(node.body)))
      this.members(
        this.context.bare(node.body) as TS.ObjectLiteralExpression,
        qualified,
        qualified,
        (key) => methodOf(reach, key),
        false,
      );
  }

  /** Inside a factory the functions that it returns by name are its methods. */
  protected factoryScope(body: TS.Block, inner: Scope, reach: Reach | null, isMaker: boolean): Scope {
    const { ts } = this.context;
    const handed = new Set<string>();
    for (const statement of body.statements) {
      if (!ts.isReturnStatement(statement) || !statement.expression) continue;
      const value = this.context.bare(statement.expression);
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

  protected inner(node: FunctionNode, scope: Scope, name: string, host: TS.Node): void {
    this.function(node, name, { ...scope, reach: () => null }, host, node.name ?? node);
  }

  /** `const net = (function () { … return { forward, backward }; })()`: what it returns are members of `net`. */
  protected immediate(call: TS.CallExpression, name: string | null, scope: Scope): boolean {
    const { ts } = this.context;
    const callee = this.context.bare(call.expression);
    const node = isFunctionValue(ts, callee) ? callee : this.wrappedFactory(call);
    if (!node?.body || !ts.isBlock(node.body)) return false;
    const reach = name === null ? null : scope.reach(name, false);
    const handed = handedOut(this.context, node.body);
    const given = this.givenTo(call, node, node.body, scope);
    const inner: Scope = {
      prefix: name === null ? scope.prefix : this.definitions.qualify(scope, name),
      owner: name === null ? scope.owner : this.definitions.qualify(scope, name),
      reach: (member) => {
        const key = handed.get(member);
        const own = given.get(member);
        if (own !== undefined) return own;
        if (key === undefined)
          return this.exports.has(member) ? { kind: 'export', path: this.exports.get(member) ?? [] } : null;
        return key === '' ? reach : memberReach(reach, key);
      },
      isExported: scope.isExported,
    };
    this.statements(node.body.statements, inner);
    return true;
  }

  /** `(function (lib) { lib.Layer = Layer; })(net)`: what is set on an object that is handed in is a member of it. */
  protected givenTo(call: TS.CallExpression, node: FunctionNode, body: TS.Block, scope: Scope): Map<string, Reach> {
    const { ts } = this.context;
    const found = new Map<string, Reach>();
    if (scope.prefix !== '') return found;
    for (const { expression } of body.statements.filter((one) => ts.isExpressionStatement(one))) {
      if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) continue;
      const [holder = '', member, ...rest] = this.context.dotted(expression.left).split('.');
      const at = node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === holder);
      const argument = call.arguments[at];
      if (member === undefined || rest.length > 0 || !argument || !ts.isIdentifier(argument)) continue;
      const reach = memberReach(scope.reach(argument.text, false), member);
      const value = this.context.bare(expression.right);
      if (reach !== null)
        for (const name of [member, ...(ts.isIdentifier(value) ? [value.text] : [])]) found.set(name, reach);
    }
    return found;
  }

  /** The factory of a UMD wrapper or of `define([…], function () { … })`. */
  protected wrappedFactory(call: TS.CallExpression): FunctionNode | null {
    const { ts } = this.context;
    if (this.context.dotted(call.expression) !== 'define') return null;
    const last = call.arguments.at(-1);
    return last && isFunctionValue(ts, last) ? last : null;
  }

  /** Members of an object literal; true where it holds a function. */
  protected object(node: TS.ObjectLiteralExpression, name: string, scope: Scope, reach: Reach | null): boolean {
    const qualified = this.definitions.qualify(scope, name);
    return this.members(node, qualified, qualified, (key) => memberReach(reach, key), scope.isExported);
  }

  protected members(
    node: TS.ObjectLiteralExpression,
    prefix: string,
    owner: string | null,
    reach: (name: string) => Reach | null,
    isExported: boolean,
  ): boolean {
    const { ts } = this.context;
    const scope: Scope = { prefix, owner, reach, isExported };
    let hasFunction = false;
    for (const property of node.properties) {
      const name = property.name ? memberName(ts, property.name) : null;
      if (name === null) continue;
      if (ts.isMethodDeclaration(property)) {
        this.function(property, name, scope, property, property.name);
        hasFunction = true;
      } else if (ts.isPropertyAssignment(property))
        hasFunction = this.bound(name, property.initializer, scope, property, property.name) || hasFunction;
    }
    return hasFunction;
  }

  /** The scope for something with an `export` modifier. */
  protected exportedScope(node: TS.Node & { modifiers?: TS.NodeArray<TS.ModifierLike> }, scope: Scope): Scope {
    const { ts } = this.context;
    const has = (kind: TS.SyntaxKind): boolean => node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
    // An export inside a function: the text before it is not finished.
    if (has(ts.SyntaxKind.ExportKeyword) && this.isInFunction(scope))
      return this.exportedScope(node, Definitions.moduleScope(this.exports));
    if (!has(ts.SyntaxKind.ExportKeyword) || (scope.prefix !== '' && scope.owner !== null && !scope.isExported))
      return scope;
    if (has(ts.SyntaxKind.DefaultKeyword)) return fixed(scope, { kind: 'export', path: ['default'] });
    if (scope.prefix !== '') return scope;
    return { ...scope, reach: (name) => ({ kind: 'export', path: [name] }) };
  }

  protected isInFunction(scope: Scope): boolean {
    return scope.prefix !== '' && this.definitions.functionCalled(scope.prefix) !== undefined;
  }

  protected classLike(node: TS.ClassLikeDeclaration, name: string, scope: Scope): void {
    const { ts } = this.context;
    const reach = scope.reach(name, false);
    const maker = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
    const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    const prefix = this.definitions.qualify(scope, name);
    const methods: string[] = [];
    this.definitions.addClass(name, node, scope, {
      extendsName: heritage ? this.context.dotted(heritage.expression) : null,
      maker: maker && ts.isConstructorDeclaration(maker) ? maker : undefined,
      fields: fieldsOf(this.context, node),
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
    for (const member of node.members) this.member(member, inner, methods);
  }

  protected member(member: TS.ClassElement, scope: Scope, methods: string[]): void {
    const { ts } = this.context;
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
      ts.isPropertyDeclaration(member) && member.initializer ? this.unwrapped(member.initializer) : undefined;
    if (value && ts.isObjectLiteralExpression(value))
      return void this.object(value, name, scope, isStatic ? scope.reach(name, true) : null);
    const node =
      ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member)
        ? member
        : value && isFunctionValue(ts, value)
          ? value
          : null;
    if (!node) return;
    methods.push(name);
    const own = { ...scope, reach: () => scope.reach(name, isStatic) };
    const qualified = this.definitions.addFunction(node, name, own, { host: member, name: member.name, isStatic });
    if (qualified !== null && node.body && ts.isBlock(node.body))
      this.statements(node.body.statements, {
        prefix: qualified,
        owner: qualified,
        reach: () => null,
        isExported: false,
      });
  }
}
