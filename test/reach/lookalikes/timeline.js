function Timeline(keyframes) {
  this.keyframes = keyframes;
  this.time = 0;
}

Timeline.prototype.forward = function (dt) {
  this.time += dt;
  return this.sample();
};

Timeline.prototype.backward = function (dt) {
  this.time -= dt;
  return this.sample();
};

Timeline.prototype.sample = function () {
  const next = this.keyframes.findIndex((k) => k.time > this.time);
  const a = this.keyframes[next - 1];
  const b = this.keyframes[next];
  const t = (this.time - a.time) / (b.time - a.time);
  return a.value.map((v, i) => v * (1 - t) + b.value[i] * t);
};

module.exports = Timeline;
