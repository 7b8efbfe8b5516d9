import assert from 'node:assert/strict';
import { join } from 'node:path';
import { GradientCheckError } from '../../src/model/fault.ts';
import { Loader } from '../../src/runtime/javascript/loader/loader.ts';
import { inWorkspace, type LoadingCase } from './case.ts';

/** Runs one case; throws where loading gave something else. Works in Node, in workers and in the extension host. */
export async function runCase(one: LoadingCase): Promise<void> {
  await inWorkspace(one, async (folder) => {
    const overlays = Object.entries(one.overlays ?? {}).map(([path, text]) => [join(folder, path), text]);
    const loader = await Loader.open({ overlays: Object.fromEntries(overlays) as Record<string, string> });
    try {
      const loading = loader.load(join(folder, one.entry), one.mode ?? 'whole');
      if (one.fails !== undefined) return await mustFail(loading, one.fails, folder);
      const loaded = await loading;
      const answer = one.check === undefined ? loaded.namespace.value : await one.check(loaded, folder);
      assert.deepEqual(answer, 'gives' in one ? one.gives : 42);
    } finally {
      loader.dispose();
    }
  });
}

async function mustFail(
  loading: Promise<unknown>,
  expected: NonNullable<LoadingCase['fails']>,
  folder: string,
): Promise<void> {
  const fault = await loading.then(
    () => assert.fail('it loaded'),
    (error: unknown) => {
      if (error instanceof GradientCheckError) return error.fault;
      throw error;
    },
  );
  assert.equal(fault.kind, expected.kind, fault.message);
  if (expected.file !== undefined) assert.equal(fault.file, join(folder, expected.file), fault.message);
  if (expected.line !== undefined) assert.equal(fault.line, expected.line, fault.message);
  if (expected.says !== undefined) assert.match(fault.message, expected.says);
}
