function forwardPass(array, left, right) {
  let last = left;
  for (let i = left; i < right; i++) {
    if (array[i] > array[i + 1]) {
      [array[i], array[i + 1]] = [array[i + 1], array[i]];
      last = i;
    }
  }
  return last;
}

function backwardPass(array, left, right) {
  let last = right;
  for (let i = right; i > left; i--) {
    if (array[i - 1] > array[i]) {
      [array[i], array[i - 1]] = [array[i - 1], array[i]];
      last = i;
    }
  }
  return last;
}

module.exports = { forwardPass, backwardPass };
