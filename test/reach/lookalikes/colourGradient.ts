type Rgb = [number, number, number];

export function gradient(from: Rgb, to: Rgb, steps: number): Rgb[] {
  const colours: Rgb[] = [];
  for (let i = 0; i < steps; i++) {
    const t = i / (steps - 1);
    colours.push([0, 1, 2].map((c) => Math.round(from[c] + (to[c] - from[c]) * t)) as Rgb);
  }
  return colours;
}

export function forward(colours: Rgb[]): string {
  return `linear-gradient(90deg, ${colours.map((c) => `rgb(${c.join(',')})`).join(', ')})`;
}

export function backward(colours: Rgb[]): string {
  return `linear-gradient(270deg, ${colours.map((c) => `rgb(${c.join(',')})`).join(', ')})`;
}
