const permutation = new Uint8Array(512);

function fade(t) {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function grad(hash, x, y, z) {
  const h = hash & 15;
  const u = h < 8 ? x : y;
  const v = h < 4 ? y : h === 12 || h === 14 ? x : z;
  return ((h & 1) === 0 ? u : -u) + ((h & 2) === 0 ? v : -v);
}

function noise(x, y, z) {
  const X = Math.floor(x) & 255;
  const Y = Math.floor(y) & 255;
  const u = fade(x - Math.floor(x));
  const a = permutation[X] + Y;
  const b = permutation[X + 1] + Y;
  return (1 - u) * grad(permutation[a], x, y, z) + u * grad(permutation[b], x - 1, y, z);
}

module.exports = { noise, grad };
