// Script tags of old: every part is set on an object that is handed in, and nothing is exported.
var nets = nets || { version: 1 };
(function (global) {
  var Grid = function (sx, sy, depth, fill) {
    this.sx = sx;
    this.sy = sy;
    this.depth = depth;
    this.w = new Float64Array(sx * sy * depth);
    this.dw = new Float64Array(sx * sy * depth);
    for (var i = 0; i < this.w.length; i++) this.w[i] = fill === undefined ? Math.random() - 0.5 : fill;
  };
  global.Grid = Grid;
})(nets);
(function (global) {
  var Grid = global.Grid;
  var CubeLayer = function (opt) {
    this.out_sx = opt.in_sx;
    this.out_sy = opt.in_sy;
    this.out_depth = opt.in_depth;
  };
  CubeLayer.prototype = {
    forward: function (V) {
      this.in_act = V;
      this.out_act = new Grid(V.sx, V.sy, V.depth, 0);
      for (var i = 0; i < V.w.length; i++) this.out_act.w[i] = V.w[i] * V.w[i] * V.w[i];
      return this.out_act;
    },
    backward: function () {
      var V = this.in_act;
      for (var i = 0; i < V.w.length; i++) V.dw[i] = 3 * V.w[i] * this.out_act.dw[i];
    },
  };
  global.CubeLayer = CubeLayer;
})(nets);
