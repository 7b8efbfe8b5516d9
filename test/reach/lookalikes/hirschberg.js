function forward(a, b, gap, score) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j * gap);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * gap];
    for (let j = 1; j <= b.length; j++) next[j] = Math.max(row[j - 1] + score(a[i - 1], b[j - 1]), row[j] + gap, next[j - 1] + gap);
    row = next;
  }
  return row;
}

function backward(a, b, gap, score) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => (b.length - j) * gap);
  for (let i = a.length - 1; i >= 0; i--) {
    const next = [];
    next[b.length] = (a.length - i) * gap;
    for (let j = b.length - 1; j >= 0; j--) next[j] = Math.max(row[j + 1] + score(a[i], b[j]), row[j] + gap, next[j + 1] + gap);
    row = next;
  }
  return row;
}

module.exports = { forward, backward };
