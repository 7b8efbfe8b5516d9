const rounds = 16;

function f(half, key) {
  let x = (half ^ key) >>> 0;
  x = Math.imul(x, 0x9e3779b1) >>> 0;
  return (x ^ (x >>> 15)) >>> 0;
}

exports.forward = function (left, right, keys) {
  for (let i = 0; i < rounds; i++) {
    [left, right] = [right, (left ^ f(right, keys[i])) >>> 0];
  }
  return [left, right];
};

exports.backward = function (left, right, keys) {
  for (let i = rounds - 1; i >= 0; i--) {
    [left, right] = [(right ^ f(left, keys[i])) >>> 0, left];
  }
  return [left, right];
};
