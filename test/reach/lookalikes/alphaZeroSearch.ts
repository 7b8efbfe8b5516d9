export interface Game {
  play(move: number): Game;
  evaluate(): { policy: number[]; value: number };
}

export class SearchNode {
  visits = 0;
  total = 0;
  readonly children = new Map<number, SearchNode>();

  constructor(
    readonly parent: SearchNode | null,
    readonly prior: number,
  ) {}

  forward(game: Game): { node: SearchNode; game: Game } {
    let node: SearchNode = this;
    while (node.children.size > 0) {
      const [move, child] = [...node.children].reduce((a, b) => (node.score(b[1]) > node.score(a[1]) ? b : a));
      node = child;
      game = game.play(move);
    }
    return { node, game };
  }

  score(child: SearchNode): number {
    return child.total / (child.visits + 1) + (1.4 * child.prior * Math.sqrt(this.visits)) / (1 + child.visits);
  }

  backup(value: number): void {
    this.visits += 1;
    this.total += value;
    this.parent?.backup(-value);
  }

  backPropagate(value: number): void {
    this.backup(value);
  }
}
