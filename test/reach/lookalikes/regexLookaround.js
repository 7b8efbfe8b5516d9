export function matchForward(nfa, input, start) {
  let states = new Set([nfa.start]);
  let last = -1;
  for (let i = start; i < input.length && states.size > 0; i++) {
    const next = new Set();
    for (const s of states) for (const t of nfa.edges[s][input.charCodeAt(i)] || []) next.add(t);
    states = next;
    if (states.has(nfa.accept)) last = i + 1;
  }
  return last;
}

export function matchBackward(nfa, input, end) {
  let states = new Set([nfa.accept]);
  let first = -1;
  for (let i = end - 1; i >= 0 && states.size > 0; i--) {
    const next = new Set();
    for (const s of states) for (const t of nfa.reversed[s][input.charCodeAt(i)] || []) next.add(t);
    states = next;
    if (states.has(nfa.start)) first = i;
  }
  return first;
}
