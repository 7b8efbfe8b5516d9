var stack = {};
(function (lib) {
  'use strict';
  function nothing(n) {
    return new Float64Array(n);
  }
  function Block(sx, sy, depth, value) {
    this.sx = sx;
    this.sy = sy;
    this.depth = depth;
    this.w = nothing(sx * sy * depth);
    this.dw = nothing(sx * sy * depth);
    for (var i = 0; i < this.w.length; i++) this.w[i] = value === undefined ? Math.random() - 0.5 : value;
  }
  Block.prototype = {
    at: function (x, y, d) {
      return (this.sx * y + x) * this.depth + d;
    },
    copy: function () {
      var other = new Block(this.sx, this.sy, this.depth, 0);
      other.w.set(this.w);
      return other;
    },
  };

  // Filters slide over a block that is as large as the layer was told.
  function SlidingLayer(options) {
    this.out_depth = options.filters;
    this.sx = options.sx;
    this.sy = options.sy || options.sx;
    this.pad = options.pad || 0;
    this.out_sx = options.in_sx + 2 * this.pad - this.sx + 1;
    this.out_sy = options.in_sy + 2 * this.pad - this.sy + 1;
    this.filters = [];
    for (var f = 0; f < this.out_depth; f++) this.filters.push(new Block(this.sx, this.sy, options.in_depth));
    this.biases = new Block(1, 1, this.out_depth, 0.1);
  }
  SlidingLayer.prototype = {
    each: function (V, visit) {
      for (var f = 0; f < this.out_depth; f++)
        for (var y = 0; y < this.out_sy; y++)
          for (var x = 0; x < this.out_sx; x++)
            for (var j = 0; j < this.sy; j++)
              for (var i = 0; i < this.sx; i++) {
                var ox = x + i - this.pad;
                var oy = y + j - this.pad;
                if (ox < 0 || oy < 0 || ox >= V.sx || oy >= V.sy) continue;
                for (var d = 0; d < V.depth; d++) visit(f, x, y, this.filters[f].at(i, j, d), V.at(ox, oy, d));
              }
    },
    forward: function (V) {
      this.in_act = V;
      var A = new Block(this.out_sx, this.out_sy, this.out_depth, 0);
      var self = this;
      for (var k = 0; k < A.w.length; k++) A.w[k] = this.biases.w[k % this.out_depth];
      this.each(V, function (f, x, y, own, its) {
        A.w[A.at(x, y, f)] += self.filters[f].w[own] * V.w[its];
      });
      this.out_act = A;
      return A;
    },
    backward: function () {
      var V = this.in_act;
      var A = this.out_act;
      var self = this;
      V.dw = nothing(V.w.length);
      this.each(V, function (f, x, y, own, its) {
        var above = A.dw[A.at(x, y, f)];
        self.filters[f].dw[own] += V.w[its] * above;
        V.dw[its] += self.filters[f].w[own] * above;
      });
      for (var k = 0; k < A.w.length; k++) this.biases.dw[k % this.out_depth] += A.dw[k];
    },
  };

  // The largest of each group of neighbours in depth.
  function LargestLayer(options) {
    this.group_size = options.group_size || 2;
    this.out_sx = options.in_sx;
    this.out_sy = options.in_sy;
    this.out_depth = Math.floor(options.in_depth / this.group_size);
    this.kept = [];
  }
  LargestLayer.prototype = {
    forward: function (V) {
      this.in_act = V;
      var A = new Block(this.out_sx, this.out_sy, this.out_depth, 0);
      for (var k = 0; k < A.w.length; k++) {
        var best = k * this.group_size;
        for (var g = 1; g < this.group_size; g++)
          if (V.w[k * this.group_size + g] > V.w[best]) best = k * this.group_size + g;
        A.w[k] = V.w[best];
        this.kept[k] = best;
      }
      this.out_act = A;
      return A;
    },
    backward: function () {
      var V = this.in_act;
      V.dw = nothing(V.w.length);
      for (var k = 0; k < this.out_act.w.length; k++) V.dw[this.kept[k]] = this.out_act.dw[k];
    },
  };

  // Scaled where nothing is dropped, which backward does not know of.
  function DropLayer(options) {
    this.drop_prob = options.drop_prob === undefined ? 0.5 : options.drop_prob;
    this.dropped = nothing(options.in_sx * options.in_sy * options.in_depth);
  }
  DropLayer.prototype = {
    forward: function (V, is_training) {
      this.in_act = V;
      var A = V.copy();
      for (var i = 0; i < A.w.length; i++) {
        this.dropped[i] = is_training && Math.random() < this.drop_prob ? 1 : 0;
        if (!is_training) A.w[i] *= 1 - this.drop_prob;
        else if (this.dropped[i]) A.w[i] = 0;
      }
      this.out_act = A;
      return A;
    },
    backward: function () {
      var V = this.in_act;
      V.dw = nothing(V.w.length);
      for (var i = 0; i < V.w.length; i++) if (!this.dropped[i]) V.dw[i] = this.out_act.dw[i];
    },
  };

  // Hands on what it was given; only backward looks into it.
  function MarginLayer(options) {
    this.count = options.in_sx * options.in_sy * options.in_depth;
  }
  MarginLayer.prototype = {
    forward: function (V) {
      this.in_act = V;
      return V;
    },
    backward: function (y) {
      var V = this.in_act;
      V.dw = nothing(V.w.length);
      var loss = 0;
      for (var i = 0; i < this.count; i++) {
        var over = V.w[i] - V.w[y] + 1;
        if (i === y || over <= 0) continue;
        V.dw[i] += 1;
        V.dw[y] -= 2;
        loss += over;
      }
      return loss;
    },
  };
  lib.Block = Block;
  lib.SlidingLayer = SlidingLayer;
  lib.LargestLayer = LargestLayer;
  lib.DropLayer = DropLayer;
  lib.MarginLayer = MarginLayer;
})(stack);
if (typeof module !== 'undefined') module.exports = stack;
