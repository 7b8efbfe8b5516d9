/** UCT tree search: rewards are propagated back to the root. */
class Node {
  constructor(parent, move) {
    this.parent = parent;
    this.move = move;
    this.children = [];
    this.visits = 0;
    this.value = 0;
  }

  select() {
    return this.children.reduce((best, child) => {
      const score = child.value / child.visits + Math.sqrt((2 * Math.log(this.visits)) / child.visits);
      return score > best.score ? { child, score } : best;
    }, { child: null, score: -Infinity }).child;
  }

  backpropagate(reward) {
    let node = this;
    while (node) {
      node.visits += 1;
      node.value += reward;
      reward = 1 - reward;
      node = node.parent;
    }
  }
}

module.exports = Node;
