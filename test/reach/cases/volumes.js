// Layers over volumes that carry their own gradient; nothing is handed to backward, it finds what it needs in the volumes.
var lib = {};
(function (global) {
  var Vol = function (sx, sy, depth, fill) {
    this.sx = sx;
    this.sy = sy;
    this.depth = depth;
    this.w = new Float64Array(sx * sy * depth);
    this.dw = new Float64Array(sx * sy * depth);
    for (var i = 0; i < this.w.length; i++) this.w[i] = fill === undefined ? Math.random() - 0.5 : fill;
  };
  global.Vol = Vol;
})(lib);
(function (global) {
  var Vol = global.Vol;
  var FullLayer = function (opt) {
    opt = opt || {};
    this.out_depth = opt.num_neurons;
    this.num_inputs = opt.in_sx * opt.in_sy * opt.in_depth;
    this.filters = [];
    for (var i = 0; i < this.out_depth; i++) this.filters.push(new Vol(1, 1, this.num_inputs));
    this.biases = new Vol(1, 1, this.out_depth, 0);
  };
  FullLayer.prototype = {
    forward: function (V) {
      this.in_act = V;
      var A = new Vol(1, 1, this.out_depth, 0);
      for (var i = 0; i < this.out_depth; i++) {
        A.w[i] = this.biases.w[i];
        for (var d = 0; d < this.num_inputs; d++) A.w[i] += V.w[d] * this.filters[i].w[d];
      }
      this.out_act = A;
      return this.out_act;
    },
    backward: function () {
      var V = this.in_act;
      V.dw = new Float64Array(V.w.length);
      for (var i = 0; i < this.out_depth; i++) {
        var chain = this.out_act.dw[i];
        for (var d = 0; d < this.num_inputs; d++) {
          V.dw[d] += this.filters[i].w[d] * chain;
          this.filters[i].dw[d] += V.w[d] * chain;
        }
        this.biases.dw[i] += chain;
      }
    },
  };
  var SigmoidLayer = function (opt) {
    opt = opt || {};
    this.out_depth = opt.in_depth;
  };
  SigmoidLayer.prototype = {
    forward: function (V) {
      this.in_act = V;
      var A = new Vol(V.sx, V.sy, V.depth, 0);
      for (var i = 0; i < V.w.length; i++) A.w[i] = 1 / (1 + Math.exp(-V.w[i]));
      this.out_act = A;
      return A;
    },
    backward: function () {
      var V = this.in_act;
      V.dw = new Float64Array(V.w.length);
      for (var i = 0; i < V.w.length; i++) {
        var s = this.out_act.w[i];
        V.dw[i] = s * (1 + s) * this.out_act.dw[i];
      }
    },
  };
  global.FullLayer = FullLayer;
  global.SigmoidLayer = SigmoidLayer;
})(lib);
module.exports = lib;
