import { look } from '../intrinsics.ts';

/** Imports a module of the user's. Its top level may replace intrinsics: the originals stand again once it has run. */
export async function evaluate(url: string): Promise<Record<string, unknown>> {
  try {
    return (await import(url)) as Record<string, unknown>;
  } finally {
    look();
  }
}
