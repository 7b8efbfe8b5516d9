import { getState, updateState, getGraph } from './state.js';

export function forwards() {
  return async () => {
    const state = getState();
    const next = getGraph().vertices.map((v) => v.neighbours.reduce((s, n) => s + n.level * v.weight, 0) / v.neighbours.length);
    getGraph().vertices.forEach((v, i) => (v.level = next[i]));
    updateState({ step: state.step + 1 });
  };
}

export function backward() {
  return async () => {
    const state = getState();
    if (state.step > 0) {
      const changes = state.changes[state.step - 1];
      for (const v of getGraph().vertices) v.level -= changes[v.name] * 1;
      updateState({ step: state.step - 1 });
    }
  };
}
