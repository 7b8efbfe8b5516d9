import { join } from 'node:path';

/** The reader thread as it stands in the sources: Node runs it without a build. */
export const readerPath = join(import.meta.dirname, '..', '..', '..', 'src', 'engine', 'processes', 'reader.ts');
