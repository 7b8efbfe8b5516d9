function createHistory(initial, limit = 50) {
  let states = [initial];
  let cursor = 0;
  return {
    get current() {
      return states[cursor];
    },
    commit(state) {
      states = [...states.slice(Math.max(0, cursor + 2 - limit), cursor + 1), state];
      cursor = states.length - 1;
    },
    backward() {
      cursor = Math.max(0, cursor - 1);
      return states[cursor];
    },
    forward() {
      cursor = Math.min(states.length - 1, cursor + 1);
      return states[cursor];
    },
  };
}

module.exports = createHistory;
