import type TS from 'typescript';
import type { TypeFacts } from '../../model/facts.ts';
import type { Context } from './context.ts';

/** Interfaces and aliases of object types at the top of a module: `interface LayerConfig { inputSize: number }`. */
export function readTypes(context: Context): TypeFacts[] {
  const { ts } = context;
  return context.source.statements.flatMap((statement): TypeFacts[] => {
    if (ts.isInterfaceDeclaration(statement)) return [typeOf(context, statement.name.text, statement.members)];
    return ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type)
      ? [typeOf(context, statement.name.text, statement.type.members)]
      : [];
  });
}

/** `type Activation = 'relu' | 'tanh'`. */
export function readUnions(context: Context): { name: string; text: string }[] {
  const { ts } = context;
  return context.source.statements.flatMap((statement) =>
    ts.isTypeAliasDeclaration(statement) && ts.isUnionTypeNode(statement.type)
      ? [{ name: statement.name.text, text: context.textOf(statement.type, 400) }]
      : [],
  );
}

function typeOf(context: Context, name: string, members: readonly TS.TypeElement[]): TypeFacts {
  const { ts } = context;
  const fields = members.flatMap((member) =>
    ts.isMethodSignature(member) && ts.isIdentifier(member.name)
      ? [{ name: member.name.text, type: methodType(context, member), optional: member.questionToken !== undefined }]
      : ts.isPropertySignature(member) &&
          member.type &&
          (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))
        ? [
            {
              name: member.name.text,
              type: context.textOf(member.type, 200),
              optional: member.questionToken !== undefined,
            },
          ]
        : [],
  );
  return { name, fields };
}

/** `f(x: number): number` is a property of type `(x: number) => number`. */
function methodType(context: Context, member: TS.MethodSignature): string {
  const parameters = member.parameters.map((one) => context.textOf(one, 80)).join(', ');
  return `(${parameters}) => ${member.type ? context.textOf(member.type, 80) : 'void'}`;
}
