import { Loader } from '../../runtime/javascript/loader/loader.ts';

/**
 * Loads one JavaScript or TypeScript file in this thread, by the loader that loads the user's sources.
 * @returns its exports. Throws GradientCheckError with the place in the file
 */
export async function loadFile(file: string): Promise<Record<string, unknown>> {
  const loader = await Loader.open();
  try {
    return (await loader.load(file)).namespace;
  } finally {
    loader.dispose();
  }
}
