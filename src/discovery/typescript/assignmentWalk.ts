import type TS from 'typescript';
import type { Reach } from '../../model/facts.ts';
import { isFunctionValue, memberName } from './context.ts';
import { type Scope } from './definitions.ts';
import { exportedPath } from './exports.ts';
import { fixed, memberReach, methodOf } from './reaches.ts';
import { ValueWalk } from './valueWalk.ts';
/** The part of the walk that knows assignments: exports, prototypes, members that a constructor sets, compiled classes. */
export abstract class AssignmentWalk extends ValueWalk {
  protected assignment(node: TS.BinaryExpression, scope: Scope, host: TS.Node): void {
    const { ts } = this.context;
    const left = this.context.bare(node.left);
    let right = this.context.bare(node.right);
    while (ts.isBinaryExpression(right) && right.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      right = this.context.bare(right.right);
    const path = exportedPath(this.context, left);
    if (path) return this.exported(path, right, scope, host, left);
    const parts = this.context.dotted(left).split('.');
    const name = parts.at(-1) ?? '';
    if (parts[0] === 'this' && parts.length === 2) return this.ownMember(name, right, scope, host, left);
    const prototype = parts.indexOf('prototype');
    if (prototype > 0)
      return this.prototype(
        parts.slice(0, prototype).join('.'),
        prototype === parts.length - 1 ? null : name,
        right,
        scope,
        host,
        left,
      );
    if (parts.length === 1) return void this.bound(name, right, scope, host, left);
    const isGlobal =
      parts.length === 2 && /^(?:window|global|globalThis|self|root|lib|_?exports)$/.test(parts[0] ?? '');
    if (isGlobal)
      return void this.bound(name, right, { ...scope, reach: (key) => scope.reach(key, false) }, host, left);
    const local = parts.slice(0, -1).join('.');
    const owner = this.isInFunction(scope) ? this.definitions.qualify(scope, local) : local;
    this.bound(
      name,
      right,
      {
        prefix: owner,
        owner,
        reach: (key) => (owner === local ? memberReach(this.reachOf(owner, scope), key) : null),
        isExported: false,
      },
      host,
      left,
    );
  }

  protected exported(path: string[], value: TS.Expression, scope: Scope, host: TS.Node, name: TS.Node): void {
    const { ts } = this.context;
    const last = path.at(-1) ?? 'default';
    if (path[0] === 'default' && ts.isObjectLiteralExpression(value)) {
      this.members(value, '', null, (key) => ({ kind: 'export', path: [key] }), false);
      return;
    }
    const reach: Reach = { kind: 'export', path };
    const own =
      (isFunctionValue(ts, value) || ts.isClassExpression(value)) && value.name && path[0] === 'default'
        ? value.name.text
        : last;
    this.bound(own, value, fixed(scope, reach), host, name);
  }

  /** `this.forward = function …` in a constructor function or a constructor. */
  protected ownMember(name: string, value: TS.Expression, scope: Scope, host: TS.Node, nameNode: TS.Node): void {
    if (!isFunctionValue(this.context.ts, value) || scope.prefix === '') return;
    const reach = scope.reach(`this.${name}`, false);
    this.function(value, name, { ...scope, reach: () => reach }, host, nameNode);
    this.definitions.classes.find((known) => known.name === scope.prefix)?.methods.push(name);
  }

  protected prototype(
    written: string,
    name: string | null,
    value: TS.Expression,
    scope: Scope,
    host: TS.Node,
    nameNode: TS.Node,
  ): void {
    const { ts } = this.context;
    // Inside `var Net = (function () { function NN() {} NN.prototype… })()` the class is known as Net.NN.
    const nested = `${scope.prefix}.${written}`;
    const isNested = scope.prefix !== written && this.definitions.classes.some((known) => known.name === nested);
    const owner = isNested ? nested : written;
    const reach = this.methodReach(owner, scope);
    this.definitions.classes.find((known) => known.name === owner)?.methods.push(...(name === null ? [] : [name]));
    if (name === null) {
      if (ts.isObjectLiteralExpression(value)) this.members(value, owner, owner, reach, false);
    } else if (isFunctionValue(ts, value))
      this.function(value, name, { prefix: owner, owner, reach, isExported: false }, host, nameNode);
  }

  protected methodReach(owner: string, scope: Scope): (name: string) => Reach | null {
    return (name) => methodOf(this.reachOf(owner, scope), name);
  }

  protected reachOf(owner: string, scope: Scope): Reach | null {
    const known = this.definitions.classes.find((one) => one.name === owner)?.reach;
    if (known !== undefined) return known;
    const [first = '', ...rest] = owner.split('.');
    return rest.reduce<Reach | null>((reach, part) => memberReach(reach, part), scope.reach(first, false));
  }

  /** `_createClass(Net, [{ key: 'forward', value: function forward() { … } }], […])`: a class that Babel compiled. */
  protected compiledClass(call: TS.CallExpression, scope: Scope): void {
    const { ts } = this.context;
    const [target, members] = call.arguments;
    const owner = target ? this.context.dotted(target) : '';
    if (owner === '' || !members || !ts.isArrayLiteralExpression(members)) return;
    for (const member of members.elements) {
      if (!ts.isObjectLiteralExpression(member)) continue;
      let name = '';
      for (const property of member.properties) {
        if (!ts.isPropertyAssignment(property)) continue;
        const value = property.initializer;
        if (ts.isStringLiteralLike(value) && memberName(ts, property.name) === 'key') name = value.text;
        else if (isFunctionValue(ts, value) && name !== '')
          this.prototype(owner, name, value, scope, member, value.name ?? value);
      }
    }
  }
}
