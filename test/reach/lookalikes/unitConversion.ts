interface Conversion {
  forward(value: number): number;
  backward(value: number): number;
}

export const celsiusToFahrenheit: Conversion = {
  forward: (c) => c * 1.8 + 32,
  backward: (f) => (f - 32) / 1.8,
};

export const litresPer100kmToMpg: Conversion = {
  forward: (l) => 235.215 / l,
  backward: (mpg) => 235.215 / mpg,
};
