export function forward(tokens: number[], grammar: number[][][]): boolean[][] {
  const n = tokens.length;
  const table = Array.from({ length: n }, () => new Array<boolean>(n).fill(false));
  for (let length = 1; length <= n; length++)
    for (let i = 0; i + length <= n; i++)
      for (const [left, right] of grammar[length] ?? []) table[i][i + length - 1] ||= tokens[i] === left * 2 && tokens[i + length - 1] === right * 2;
  return table;
}

export function backward(table: boolean[][]): [number, number][] {
  const spans: [number, number][] = [];
  for (let i = table.length - 1; i >= 0; i--) for (let j = table.length - 1; j >= i; j--) if (table[i][j]) spans.push([i, j - i + 1]);
  return spans;
}
