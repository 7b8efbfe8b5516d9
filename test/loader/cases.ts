import type { LoadingCase } from './case.ts';
import { definitionCases } from './cases/definitions.ts';
import { moduleCases } from './cases/modules.ts';
import { textCases } from './cases/texts.ts';
import { typescriptCases } from './cases/typescript.ts';

/** Every case, for Node and for the extension host: `for (const one of cases) await runCase(one)`. */
export const cases: LoadingCase[] = [...typescriptCases, ...moduleCases, ...textCases, ...definitionCases];

export { runCase } from './runCase.ts';
