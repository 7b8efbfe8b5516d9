export interface Bar {
  open: number;
  close: number;
  volume: number;
}

export function forwardTest(bars: Bar[], weights: number[]): number {
  let equity = 1;
  for (let i = weights.length; i < bars.length; i++) {
    const signal = weights.reduce((s, w, k) => s + w * (bars[i - k - 1].close / bars[i - k - 1].open - 1), 0);
    equity *= 1 + Math.sign(signal) * (bars[i].close / bars[i].open - 1);
  }
  return equity;
}

export function backTest(bars: Bar[], weights: number[]): number {
  return forwardTest(bars.slice().reverse(), weights);
}

export function backwardFill(prices: (number | null)[]): (number | null)[] {
  const out = prices.slice();
  for (let i = out.length - 2; i >= 0; i--) out[i] ??= out[i + 1];
  return out;
}

export function forwardFill(prices: (number | null)[]): (number | null)[] {
  const out = prices.slice();
  for (let i = 1; i < out.length; i++) out[i] ??= out[i - 1];
  return out;
}
