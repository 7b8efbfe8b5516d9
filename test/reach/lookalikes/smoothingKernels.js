/** Water made of particles. */
class Fluid {
  constructor(radius, restDensity) {
    this.radius = radius;
    this.restDensity = restDensity;
    this.drops = [];
  }

  kernel(r) {
    const rest = this.radius ** 2 - r * r;
    return rest > 0 ? (315 / (64 * Math.PI * this.radius ** 9)) * rest ** 3 : 0;
  }

  kernelGradient(r) {
    const rest = this.radius ** 2 - r * r;
    return rest > 0 ? (-945 / (32 * Math.PI * this.radius ** 9)) * r * rest ** 2 : 0;
  }

  densities() {
    for (const drop of this.drops) {
      drop.density = drop.near.reduce((sum, other) => sum + other.mass * this.kernel(drop.distanceTo(other)), 0);
      drop.pressure = 900 * (drop.density - this.restDensity);
    }
  }

  forces() {
    for (const drop of this.drops)
      for (const other of drop.near)
        drop.push(other, (-other.mass * (drop.pressure + other.pressure) * this.kernelGradient(drop.distanceTo(other))) / 2);
  }
}

module.exports = { Fluid };
