export function sdf(p) {
  return Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]) - 1;
}

export function sdfGradient(p) {
  const h = 0.001;
  const d = sdf(p);
  return [sdf([p[0] + h, p[1], p[2]]) - d, sdf([p[0], p[1] + h, p[2]]) - d, sdf([p[0], p[1], p[2] + h]) - d].map((v) => v / h);
}
