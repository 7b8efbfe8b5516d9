import type { Dtype } from '../zoo/algebra.ts';
import { keptApartNetworks } from '../zoo/keptApart.ts';
import { freshNetworks } from '../zoo/fresh.ts';
import { heldBackNetworks } from '../zoo/heldBack/index.ts';
import { networks } from '../zoo/networks/index.ts';

/** One network in one precision, or (null) the large layers. */
export interface Task {
  network: string | null;
  dtype: Dtype;
}

/** Longest first, so that both threads end together. */
export function tasks(): Task[] {
  const names = [
    null,
    ...[...networks, ...freshNetworks, ...heldBackNetworks, ...keptApartNetworks].map(({ name }) => name),
  ];
  const heavy = ['attention', 'conv + pool', 'LSTM', 'batch norm', 'GRU', 'peephole LSTM'];
  names.sort((a, b) => Number(heavy.includes(b ?? '')) - Number(heavy.includes(a ?? '')));
  return names.flatMap((network) => (['float64', 'float32'] as const).map((dtype) => ({ network, dtype })));
}
