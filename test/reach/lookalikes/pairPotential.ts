/** Energy of two noble gas atoms at a distance. */
export function potential(r: number, depth: number, size: number): number {
  const six = (size / r) ** 6;
  return 4 * depth * (six * six - six);
}

export function potentialDerivative(r: number, depth: number, size: number): number {
  const six = (size / r) ** 6;
  return (-24 * depth * (2 * six * six - six)) / r;
}

export function push(places: number[], speeds: number[], dt: number): void {
  for (let i = 0; i < places.length; i++)
    for (let j = 0; j < i; j++) {
      const r = places[i]! - places[j]!;
      const force = -potentialDerivative(Math.abs(r), 1, 1) * Math.sign(r);
      speeds[i]! += force * dt;
      speeds[j]! -= force * dt;
    }
}

export class Orbit {
  constructor(private readonly eccentricity: number) {}

  kepler(anomaly: number, mean: number): number {
    return anomaly - this.eccentricity * Math.sin(anomaly) - mean;
  }

  keplerDerivative(anomaly: number): number {
    return 1 - this.eccentricity * Math.cos(anomaly);
  }
}
