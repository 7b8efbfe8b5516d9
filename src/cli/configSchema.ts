import { settings, type Kind } from './settings.ts';

/** JSON schema (draft 7) of `gradcheck.config.json`, which editors offer keys from; media/config.schema.json holds it. */
export function configSchema(): object {
  const properties = settings.map(({ key, kind, description, default: value }) => [
    key,
    { ...schemaOf(kind), description, ...(value === undefined ? {} : { default: value }) },
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Gradient Check',
    description: 'What gradient-check checks, and how. Flags on the command line win over it.',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...(Object.fromEntries(properties) as object) },
  };
}

function schemaOf(kind: Kind): object {
  if (typeof kind !== 'string') return { type: 'string', enum: [...kind] };
  switch (kind) {
    case 'positive':
      return { type: 'number', exclusiveMinimum: 0 };
    case 'integer':
      return { type: 'integer', minimum: 0 };
    case 'count':
      return { type: 'integer', minimum: 1 };
    case 'text':
      return { type: 'string', minLength: 1 };
    case 'globs':
      return { type: 'array', items: { type: 'string' } };
    default:
      return kind satisfies never;
  }
}
