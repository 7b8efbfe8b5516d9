export type Ease = (t: number) => number;

export const forward: Ease = (t) => t * t * (3 - 2 * t);
export const backward: Ease = (t) => 1 - (1 - t) * (1 - t);

export function animate(from: number, to: number, ease: Ease, duration: number, draw: (value: number) => void): void {
  const start = performance.now();
  const frame = (now: number): void => {
    const t = Math.min(1, (now - start) / duration);
    draw(from + (to - from) * ease(t));
    if (t < 1) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
