import { writeDeclarations } from './package/declarations.ts';

// node scripts/types.ts: the library's type declarations, for the npm package.
console.log(writeDeclarations().join('\n'));
