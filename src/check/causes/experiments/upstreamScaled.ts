import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { cause, list } from '../words.ts';

/** Exact in floating point: what is linear in the upstream gradient is multiplied by it to the last bit. */
const scale = -2;

/**
 * Backward is linear in the upstream gradient that it is handed, whatever the network: asked with −2 times it, a leaf that
 * answers the same as before does not use it, one that answers with 4 times as much has it as a factor twice. What is
 * found here is certain, and comes before all that is read from the numbers alone.
 */
export async function upstreamScaled(all: Evidence): Promise<Map<LeafEvidence, Cause>> {
  const base = all.points[0]!;
  const [once, scaled] = [await all.meter.claim(base), await all.meter.claimScaled(base, scale)];
  const slack = all.isFloat32 ? 1e-5 : 1e-12;
  const answers = (factor: number) =>
    all.wrong.filter(({ leaf }) => {
      const entries = Array.from({ length: leaf.size }, (_, i) => [once[leaf.offset + i]!, scaled[leaf.offset + i]!]);
      const isAll = entries.every(([a, b]) => Math.abs(b! - factor * a!) <= slack * Math.abs(factor * a!));
      return isAll && entries.some(([a]) => a !== 0);
    });
  const [deaf, twice] = [answers(1), answers(scale * scale)];
  const found = new Map<LeafEvidence, Cause>();
  for (const [leaves, say] of [
    [deaf, unused],
    [twice, squared],
  ] as const) {
    // One mistake has one cause, however many leaves it reaches.
    const shared = say(leaves);
    for (const leaf of leaves) found.set(leaf, shared);
  }
  return found;
}

function unused(leaves: readonly LeafEvidence[]): Cause {
  const gradients = list(leaves.map(({ leaf }) => leaf.gradientName));
  return cause(
    'upstream-ignored',
    leaves.length > 1
      ? l10n.t('{0} do not depend on the upstream gradient that backward is handed', gradients)
      : l10n.t('{0} does not depend on the upstream gradient that backward is handed', gradients),
    l10n.t(
      'By the chain rule every gradient is made from the one that comes from above (dout): look for the product with it that is left out, or for another array in its place.',
    ),
    [l10n.t('handed −2 times its upstream gradient, backward says exactly the same')],
    { at: leaves.map(({ leaf }) => leaf.name).join(',') },
  );
}

function squared(leaves: readonly LeafEvidence[]): Cause {
  const gradients = list(leaves.map(({ leaf }) => leaf.gradientName));
  return cause(
    'upstream-twice',
    l10n.t('The upstream gradient is multiplied into {0} twice', gradients),
    l10n.t(
      'By the chain rule it is a factor once: look for a dz or delta that already contains it where it is multiplied in again.',
    ),
    [l10n.t('handed −2 times its upstream gradient, backward says 4 times as much, not −2 times')],
    { at: leaves.map(({ leaf }) => leaf.name).join(',') },
  );
}
