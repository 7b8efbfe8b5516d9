// A surface to walk down, its slope by hand, and a walk that uses both.
const surface = (u, v) => (u - 3) ** 2 + 0.5 * (v + 1) ** 2 + u * v;
const cost = (u, v) => surface(u, v);

const gradient = (u, v) => ({
  du: 2 * (u - 3) + v,
  dv: v + 1 + u,
});

function descend(start, rate, steps) {
  let { u, v } = start;
  for (let i = 0; i < steps; i++) {
    const slope = gradient(u, v);
    u -= rate * slope.du;
    v -= rate * slope.dv;
  }
  return { u, v, height: cost(u, v) };
}

module.exports = { cost, gradient, descend };
