// A volume that keeps a gradient beside each value: reading and writing one is no derivative of the other.
function Volume(width, height, depth) {
  this.width = width;
  this.depth = depth;
  this.w = new Float64Array(width * height * depth);
  this.dw = new Float64Array(width * height * depth);
}

Volume.prototype = {
  get: function (x, y, d) {
    return this.w[(this.width * y + x) * this.depth + d];
  },
  get_grad: function (x, y, d) {
    return this.dw[(this.width * y + x) * this.depth + d];
  },
  add_grad: function (x, y, d, value) {
    this.dw[(this.width * y + x) * this.depth + d] += value;
  },
};
