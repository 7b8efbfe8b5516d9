type Vec = [number, number];

export const forward = (p: Vec, angle: number, d: number): Vec => [p[0] + d * Math.cos(angle), p[1] + d * Math.sin(angle)];
export const backward = (p: Vec, angle: number, d: number): Vec => [p[0] - d * Math.cos(angle), p[1] - d * Math.sin(angle)];
