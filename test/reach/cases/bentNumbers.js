// Functions of one number: one has a number that shapes it, the others are handed what forward made, and the gradient from above.
export function softBend(val, param) {
  return param > 0 ? (Math.exp(param * val) - 1) / param + param : val;
}

export function softBendPrime(val, param) {
  return param > 0 ? Math.exp(param * val) : 1;
}

export class Squash {
  squashForward(x) {
    return 1 / (1 + Math.exp(-x));
  }

  squashBackward(x, dx) {
    return x * (1 - x) * dx;
  }
}

export class Tilt {
  tiltForward(x) {
    return Math.tanh(x);
  }

  tiltBackward(x, dx) {
    return (1 - x) * dx;
  }
}
