import store from './store.js';
import * as types from './types.js';

export const forward = () => {
  const { command, cursorPosition } = store.getState();
  if (command.length === cursorPosition) return;
  store.dispatch({ type: types.CURSOR_RIGHT, step: cursorPosition - command.length * 1 });
};

export const backward = () => {
  const { command } = store.getState();
  if (command.length === 0) return;
  store.dispatch({ type: types.CURSOR_LEFT });
};
