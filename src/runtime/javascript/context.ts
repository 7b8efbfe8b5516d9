import type { Random } from '../random.ts';
import type { LoadedModule } from './modules.ts';
import type { Upstreams } from './upstreams.ts';
import type { Slots } from './values/place.ts';

/** What compiled steps share. */
export interface Context {
  slots: Slots;
  seed: number;
  upstreams: Upstreams;
  modules: Map<string, LoadedModule>;
  libraries: Map<string, unknown>;
  /** Generators handed to user code. */
  randoms: Random[];
  /** Spies handed to user code. */
  spies: object[];
}
