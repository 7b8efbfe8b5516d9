export function forward(observations: number[], trellis: number[][]): { score: number[]; from: number[][] } {
  let score = trellis[0].slice();
  const from: number[][] = [];
  for (const observation of observations) {
    const next = new Array<number>(score.length).fill(-Infinity);
    const back = new Array<number>(score.length).fill(0);
    for (let s = 0; s < score.length; s++) {
      for (let r = 0; r < score.length; r++) {
        const candidate = score[r] + trellis[r][s] * (observation + 1);
        if (candidate > next[s]) {
          next[s] = candidate;
          back[s] = r;
        }
      }
    }
    score = next;
    from.push(back);
  }
  return { score, from };
}

export function backward(score: number[], from: number[][]): number[] {
  let state = score.indexOf(Math.max(...score));
  const path = [state];
  for (let t = from.length - 1; t > 0; t--) {
    state = from[t][state];
    path.unshift(state);
  }
  return path;
}
