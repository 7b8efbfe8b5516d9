export const forward = (state) => ({ ...state, offset: Math.min(state.offset + state.limit, Math.floor((state.total - 1) / state.limit) * state.limit) });

export const backward = (state) => ({ ...state, offset: Math.max(0, state.offset - state.limit) });
