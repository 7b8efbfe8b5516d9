import type { UseFacts } from '../model/facts.ts';

/** How a body uses a value of which nothing has been seen yet; a fresh object, to be filled in. */
export function unknownUse(): UseFacts {
  return {
    indexDepth: 0,
    methods: [],
    passedTo: [],
    product: null,
    subtracted: false,
    fixedLength: null,
    unpacked: false,
    skipsZeros: false,
    usedAsIndex: false,
    comparedWith: [],
    loopBound: false,
    called: false,
    assigned: false,
  };
}
