import type TS from 'typescript';
import type { Reach } from '../../model/facts.ts';
import { isFunctionValue } from './context.ts';
import { type Scope } from './definitions.ts';
import { fixed, memberReach, methodOf } from './reaches.ts';
import { exportedNames, statementsOf } from './syntax.ts';
import { AssignmentWalk } from './assignmentWalk.ts';
/**
 * Walks the statements of a module and of the functions in it, and hands every function, class and value to
 * `definitions`. Functions inside functions are found as well; those that a factory returns are members of it.
 */
export class Walk extends AssignmentWalk {
  #depth = 0;

  statements(nodes: readonly TS.Node[], scope: Scope): void {
    if (this.#depth > 60) return;
    this.#depth++;
    for (const node of nodes) this.statement(node, scope);
    this.#depth--;
  }

  protected statement(node: TS.Node, scope: Scope): void {
    const { ts } = this.context;
    if (ts.isFunctionDeclaration(node)) this.functionDeclaration(node, scope);
    else if (ts.isClassDeclaration(node))
      this.classLike(node, node.name?.text ?? 'default', this.exportedScope(node, scope));
    else if (ts.isVariableStatement(node)) {
      const inner = this.exportedScope(node, scope);
      for (const declaration of node.declarationList.declarations) this.variable(declaration, inner, node);
    } else if (ts.isExportAssignment(node)) {
      const reach: Reach = { kind: 'export', path: ['default'] };
      this.bound('default', node.expression, fixed(scope, reach), node, undefined);
    } else if (ts.isExpressionStatement(node)) this.expression(node.expression, scope, node);
    else if (ts.isModuleDeclaration(node)) this.namespace(node, scope);
    else if (ts.isReturnStatement(node)) this.returned(node, scope);
    else this.nested(node, scope);
  }

  /** Statements inside if, for, try and blocks. */
  protected nested(node: TS.Node, scope: Scope): void {
    const { ts } = this.context;
    ts.forEachChild(node, (child) => {
      if (ts.isBlock(child) || ts.isCaseBlock(child)) this.statements(statementsOf(ts, child), scope);
      else if (ts.isStatement(child)) this.statements([child], scope);
      else if (ts.isCatchClause(child)) this.statements(child.block.statements, scope);
    });
  }

  protected functionDeclaration(node: TS.FunctionDeclaration, scope: Scope): void {
    const name = node.name?.text ?? 'default';
    this.function(node, name, this.exportedScope(node, scope), node, node.name);
  }

  protected variable(node: TS.VariableDeclaration, scope: Scope, host: TS.Node): void {
    const { ts } = this.context;
    if (!ts.isIdentifier(node.name)) return;
    const isBound =
      node.initializer !== undefined && this.bound(node.name.text, node.initializer, scope, host, node.name);
    // `const tanh: Activation = { f, df }` holds functions, and its type says what it is for.
    const isTyped = node.type !== undefined && ts.isTypeReferenceNode(node.type);
    if ((!isBound || isTyped) && scope.prefix === '')
      this.definitions.addValue(node, scope, scope.reach(node.name.text, false));
  }

  protected returned(node: TS.ReturnStatement, scope: Scope): void {
    const { ts } = this.context;
    if (!node.expression || scope.prefix === '') return;
    const value = this.context.bare(node.expression);
    const owner = this.definitions.functionCalled(scope.prefix)?.reach ?? null;
    if (ts.isObjectLiteralExpression(value))
      this.members(value, scope.prefix, scope.owner, (key) => methodOf(owner, key), false);
    else if (ts.isArrayLiteralExpression(value)) {
      for (const element of value.elements)
        if (isFunctionValue(ts, element)) this.inner(element, scope, 'backprop', node);
    } else if (isFunctionValue(ts, value)) this.inner(value, scope, value.name?.text ?? 'returned', node);
  }

  protected expression(expression: TS.Expression, scope: Scope, host: TS.Node): void {
    const { ts } = this.context;
    const value = this.context.bare(expression);
    if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      this.assignment(value, scope, host);
    else if (ts.isCallExpression(value)) this.call(value, scope);
    else if (ts.isPrefixUnaryExpression(value) || ts.isVoidExpression(value) || ts.isAwaitExpression(value))
      this.expression('operand' in value ? value.operand : value.expression, scope, host);
    else if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.CommaToken) {
      this.expression(value.left, scope, host);
      this.expression(value.right, scope, host);
    }
  }

  protected call(call: TS.CallExpression, scope: Scope): void {
    const { ts } = this.context;
    if (this.immediate(call, null, scope)) {
      for (const argument of call.arguments)
        if (isFunctionValue(ts, argument) && ts.isBlock(argument.body))
          this.statements(argument.body.statements, { ...scope, reach: () => null });
      return;
    }
    const [target, members] = call.arguments;
    if (/(?:^|\.)_?createClass$/.test(this.context.dotted(call.expression))) return this.compiledClass(call, scope);
    if (
      /^(?:Object\.assign|\$\.extend|_\.extend)$/.test(this.context.dotted(call.expression)) &&
      target &&
      members &&
      ts.isObjectLiteralExpression(members)
    ) {
      const owner = this.context.dotted(target).replace(/\.prototype$/, '');
      if (owner !== '') this.members(members, owner, owner, this.methodReach(owner, scope), false);
      return;
    }
    for (const argument of call.arguments) {
      if (isFunctionValue(ts, argument) && ts.isBlock(argument.body))
        this.statements(argument.body.statements, { ...scope, reach: () => null });
      else if (ts.isCallExpression(argument)) this.call(argument, scope);
    }
  }

  protected namespace(node: TS.ModuleDeclaration, scope: Scope): void {
    const { ts } = this.context;
    if (!node.body || !ts.isModuleBlock(node.body) || !ts.isIdentifier(node.name)) return;
    const name = node.name.text;
    const reach = this.exportedScope(node, scope).reach(name, false);
    const exported = new Set<string>();
    for (const statement of node.body.statements) for (const own of exportedNames(ts, statement)) exported.add(own);
    const prefix = this.definitions.qualify(scope, name);
    this.statements(node.body.statements, {
      prefix,
      owner: prefix,
      reach: (member) => (exported.has(member) ? memberReach(reach, member) : null),
      isExported: false,
    });
  }
}
