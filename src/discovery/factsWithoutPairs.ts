import type { ModuleFacts } from '../model/facts.ts';

/** What every language's reader hands over: its facts without pairs. */
export type FactsWithoutPairs = Omit<ModuleFacts, 'pairs'>;
