import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';

/** Objects whose use is an effect on the world, or fails outside a browser. */
const worldNames =
  /^(document|window|navigator|localStorage|sessionStorage|fs|fsp|process|fetch|alert|prompt|confirm|setTimeout|setInterval|setImmediate|requestAnimationFrame|XMLHttpRequest|WebSocket|Worker|Image|Chart|Plotly|d3|\$|jQuery|Deno|Bun|path|http|https|readline|child_process)$/;

/** Functions that train, read or print, by name. */
const workNames =
  /^(train|fit|learn|main|run|test|demo|start|plot|draw|render|listen|load|read|write|fetch|download|save|bench|check|assert|eval|epoch|optimi[sz]e|minimi[sz]e|sgd|animate|loop|simulate|solve|describe|it|print|log|gradientDescent|gradCheck)/i;

const pureGlobals =
  /^(Math|Number|Object|Array|JSON|String|Symbol|BigInt|Boolean|parseInt|parseFloat|isNaN|structuredClone|Date|Reflect)$/;

/**
 * Tells expressions that only make a value from those that do work: training, reading files, drawing. It errs on the
 * side of work: what is not known to be pure is not run.
 */
export class Purity {
  readonly #ts: TypeScriptLibrary;
  readonly #functions = new Map<string, ts.Node>();
  /** What top-level variables are made of: a generator that a factory returned may be called. */
  readonly #values = new Map<string, ts.Expression>();
  readonly #imported = new Set<string>();
  readonly #quiet = new Map<ts.Node, boolean>();

  constructor(ts: TypeScriptLibrary, source: ts.SourceFile) {
    this.#ts = ts;
    for (const statement of source.statements) this.#collect(statement);
  }

  /** True where an expression makes a value and does nothing else that matters. */
  isPure(node: ts.Expression): boolean {
    const ts = this.#ts;
    if (ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node)) return true;
    if (ts.isIdentifier(node)) return !worldNames.test(node.text);
    if (ts.isCallExpression(node)) return this.#isPureCall(node);
    if (ts.isNewExpression(node)) return this.#isPureNew(node);
    if (ts.isBinaryExpression(node))
      return !isAssignment(ts, node) && this.isPure(node.left) && this.isPure(node.right);
    if (ts.isPrefixUnaryExpression(node)) {
      return (
        ![ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator) &&
        this.isPure(node.operand)
      );
    }
    if (ts.isTypeOfExpression(node)) return true;
    if (
      ts.isAwaitExpression(node) ||
      ts.isYieldExpression(node) ||
      ts.isPostfixUnaryExpression(node) ||
      ts.isDeleteExpression(node)
    ) {
      return false;
    }
    return this.#arePureChildren(node);
  }

  /** True where running a function's body only computes. */
  isQuiet(body: ts.Node): boolean {
    const known = this.#quiet.get(body);
    if (known !== undefined) return known;
    this.#quiet.set(body, true);
    const result = this.#isQuietWithin(body);
    this.#quiet.set(body, result);
    return result;
  }

  #collect(statement: ts.Statement): void {
    const ts = this.#ts;
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      this.#functions.set(statement.name.text, statement);
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) this.#collectVariable(declaration);
    } else if (ts.isImportDeclaration(statement)) {
      ts.forEachChild(statement, (child) => this.#collectImported(child));
    }
  }

  #collectVariable({ name, initializer }: ts.VariableDeclaration): void {
    const ts = this.#ts;
    if (initializer === undefined) return;
    if (/^require\(/.test(initializer.getText())) this.#collectImported(name);
    else if (!ts.isIdentifier(name)) return;
    else if (
      ts.isArrowFunction(initializer) ||
      ts.isFunctionExpression(initializer) ||
      ts.isClassExpression(initializer)
    ) {
      this.#functions.set(name.text, initializer);
    } else this.#values.set(name.text, initializer);
  }

  #collectImported(node: ts.Node): void {
    if (this.#ts.isIdentifier(node)) this.#imported.add(node.text);
    this.#ts.forEachChild(node, (child) => this.#collectImported(child));
  }

  #arePureChildren(node: ts.Node): boolean {
    const ts = this.#ts;
    let pure = true;
    ts.forEachChild(node, (child) => {
      if (ts.isTypeNode(child) || ts.isMethodDeclaration(child) || ts.isAccessor(child)) return;
      const isName =
        ts.isIdentifier(child) &&
        !ts.isShorthandPropertyAssignment(node) &&
        (node as { name?: ts.Node }).name === child;
      if (isName) return;
      pure &&= ts.isExpression(child) ? this.isPure(child) : this.#arePureChildren(child);
    });
    return pure;
  }

  #isPureCall({ expression, arguments: args }: ts.CallExpression): boolean {
    const ts = this.#ts;
    if (!args.every((arg) => this.#isPureArgument(arg))) return false;
    const callee = ts.skipPartiallyEmittedExpressions(expression);
    if (ts.isParenthesizedExpression(callee) || ts.isFunctionExpression(callee) || ts.isArrowFunction(callee))
      return this.isQuiet(callee);
    if (ts.isIdentifier(callee)) return callee.text === 'require' || this.#isPureFunction(callee.text);
    if (!ts.isPropertyAccessExpression(callee)) return false;
    return !workNames.test(callee.name.text) && this.isPure(callee.expression) && !isConsole(ts, callee.expression);
  }

  /** Callbacks run: their bodies count. */
  #isPureArgument(arg: ts.Expression): boolean {
    const ts = this.#ts;
    if (ts.isArrowFunction(arg) || ts.isFunctionExpression(arg)) return this.isQuiet(arg.body);
    return this.isPure(arg);
  }

  #isPureFunction(name: string): boolean {
    if (pureGlobals.test(name)) return true;
    if (workNames.test(name) || worldNames.test(name)) return false;
    const body = this.#functions.get(name);
    if (body !== undefined) return this.isQuiet(body);
    const value = this.#values.get(name);
    this.#values.delete(name);
    const isPure = value === undefined ? this.#imported.has(name) : this.isPure(value);
    if (value !== undefined) this.#values.set(name, value);
    return isPure;
  }

  #isPureNew({ expression, arguments: args }: ts.NewExpression): boolean {
    if (!(args ?? []).every((arg) => this.#isPureArgument(arg))) return false;
    if (!this.#ts.isIdentifier(expression)) return this.isPure(expression);
    if (worldNames.test(expression.text)) return false;
    const body = this.#functions.get(expression.text);
    return body === undefined || this.isQuiet(constructorOf(this.#ts, body) ?? this.#ts.factory.createBlock([]));
  }

  #isQuietWithin(node: ts.Node): boolean {
    const ts = this.#ts;
    if (ts.isIdentifier(node) && worldNames.test(node.text) && !isMemberName(ts, node)) return false;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const { text } = node.expression;
      const body = this.#functions.get(text);
      if (workNames.test(text) && (body !== undefined || this.#imported.has(text))) return false;
      if (body !== undefined && !this.isQuiet(body)) return false;
    }
    let quiet = true;
    ts.forEachChild(node, (child) => {
      quiet &&= this.#isQuietWithin(child);
    });
    return quiet;
  }
}

function constructorOf(ts: TypeScriptLibrary, node: ts.Node): ts.Node | undefined {
  return ts.isClassLike(node) ? node.members.find((member) => ts.isConstructorDeclaration(member)) : node;
}

function isMemberName(ts: TypeScriptLibrary, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (parent as { name?: ts.Node }).name === node;
}

function isConsole(ts: TypeScriptLibrary, node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === 'console';
}

export function isAssignment(ts: TypeScriptLibrary, node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
