export class BidirectionalSearch {
  private readonly frontier = { forward: new Map<string, number>(), backward: new Map<string, number>() };

  constructor(private readonly graph: Map<string, { to: string; cost: number }[]>) {}

  forward(node: string, cost: number): void {
    for (const edge of this.graph.get(node) ?? []) {
      const total = cost + edge.cost;
      if (total < (this.frontier.forward.get(edge.to) ?? Infinity)) this.frontier.forward.set(edge.to, total);
    }
  }

  backward(node: string, cost: number): void {
    for (const [from, edges] of this.graph) {
      for (const edge of edges) {
        if (edge.to !== node) continue;
        const total = cost + edge.cost;
        if (total < (this.frontier.backward.get(from) ?? Infinity)) this.frontier.backward.set(from, total);
      }
    }
  }
}
