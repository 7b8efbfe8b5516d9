const visitedOrder: number[] = [];

export const forward = (graph: number[][], start: number): number[] => {
  visitedOrder.length = 0;
  const stack = [start];
  while (stack.length) {
    const vertex = stack.pop()!;
    if (visitedOrder.includes(vertex)) continue;
    visitedOrder.push(vertex);
    stack.push(...graph[vertex]);
  }
  return visitedOrder.slice();
};

export const backward = (graph: number[][], start: number): number[] => {
  const reversed = graph.map(() => [] as number[]);
  graph.forEach((targets, from) => targets.forEach((to) => reversed[to].push(from)));
  return forward(reversed, start);
};
