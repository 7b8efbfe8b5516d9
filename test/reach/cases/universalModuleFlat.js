// As universalModule.js, with the slope of another activation for the hidden units.
(function (root, make) {
  if (typeof module === 'object' && module.exports) {
    module.exports = make();
  } else {
    root.PulseNet = make();
  }
})(typeof self !== 'undefined' ? self : this, function () {
  'use strict';

  function random(rows, columns) {
    return Array.from({ length: rows }, () => Array.from({ length: columns }, () => (Math.random() * 2 - 1) / columns));
  }

  function makeNetwork(nIn, nHid, nOut) {
    return { nIn, nHid, nOut, W1: random(nHid, nIn), b1: Array(nHid).fill(0), W2: random(nOut, nHid), b2: Array(nOut).fill(0) };
  }

  function forward(net, x) {
    const h = net.W1.map((row, i) => Math.tanh(row.reduce((sum, w, j) => sum + w * x[j], net.b1[i])));
    const o = net.W2.map((row, i) => 1 / (1 + Math.exp(-row.reduce((sum, w, j) => sum + w * h[j], net.b2[i]))));
    return { h, o };
  }

  function trainStep(net, x, yTrue, lr) {
    const { h, o } = forward(net, x);
    const dOut = o.map((y, i) => (y - yTrue[i]) * y * (1 - y));
    const dHid = h.map((y, i) => y * (1 - y) * dOut.reduce((sum, d, k) => sum + d * net.W2[k][i], 0));
    for (let i = 0; i < net.nOut; i++) {
      for (let j = 0; j < net.nHid; j++) net.W2[i][j] -= lr * dOut[i] * h[j];
      net.b2[i] -= lr * dOut[i];
    }
    for (let i = 0; i < net.nHid; i++) {
      for (let j = 0; j < net.nIn; j++) net.W1[i][j] -= lr * dHid[i] * x[j];
      net.b1[i] -= lr * dHid[i];
    }
    return o.reduce((sum, y, i) => sum + (y - yTrue[i]) ** 2, 0) / 2;
  }

  return { makeNetwork, forward, trainStep };
});
