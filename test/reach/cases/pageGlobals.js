// A script around all of it that puts one name on the page; the layers stay inside. Their sizes are told, their outputs handed in.
(function (global) {
  'use strict';

  function Sparse(inDim, n, k) {
    this.n = n;
    this.k = k;
    this.from = new Uint32Array(n * k);
    this.W = new Float32Array(n * k);
    this.b = new Float32Array(n);
    this.gW = new Float32Array(n * k);
    this.gb = new Float32Array(n);
    for (var i = 0; i < n * k; i++) {
      this.from[i] = (i * 7 + 1) % inDim;
      this.W[i] = Math.cos(3 * i + 1);
    }
  }

  Sparse.prototype.forward = function (x, z, h) {
    for (var i = 0; i < this.n; i++) {
      var sum = this.b[i];
      for (var j = 0; j < this.k; j++) sum += this.W[i * this.k + j] * x[this.from[i * this.k + j]];
      z[i] = sum;
      h[i] = sum > 0 ? sum : 0.1 * sum;
    }
  };

  Sparse.prototype.backward = function (x, z, dh, dx) {
    for (var i = 0; i < this.n; i++) {
      var d = dh[i] * (z[i] > 0 ? 1 : 0.1);
      this.gb[i] += d;
      for (var j = 0; j < this.k; j++) {
        this.gW[i * this.k + j] += d * x[this.from[i * this.k + j]];
        if (dx) dx[this.from[i * this.k + j]] += d * this.W[i * this.k + j];
      }
    }
  };

  function Straight(inDim, n) {
    this.inDim = inDim;
    this.n = n;
    this.W = new Float32Array(inDim * n);
    this.b = new Float32Array(n);
    this.gW = new Float32Array(inDim * n);
    this.gb = new Float32Array(n);
    for (var i = 0; i < this.W.length; i++) this.W[i] = Math.sin(2 * i + 1);
  }

  Straight.prototype.forward = function (x, z, h) {
    for (var i = 0; i < this.n; i++) {
      var sum = this.b[i];
      for (var j = 0; j < this.inDim; j++) sum += this.W[j * this.n + i] * x[j];
      z[i] = sum;
      h[i] = Math.tanh(sum);
    }
  };

  Straight.prototype.backward = function (x, z, dh, dx) {
    for (var i = 0; i < this.n; i++) {
      var t = Math.tanh(z[i]);
      var d = dh[i] * (1 - t);
      this.gb[i] += d;
      for (var j = 0; j < this.inDim; j++) {
        this.gW[j * this.n + i] += d * x[j];
        if (dx) dx[j] += d * this.W[j * this.n + i];
      }
    }
  };

  function Brain() {
    this.eyes = new Sparse(64, 16, 6);
    this.hands = new Straight(16, 4);
  }

  global.Zoo = global.Zoo || {};
  global.Zoo.Brain = Brain;
})(typeof window !== 'undefined' ? window : globalThis);
