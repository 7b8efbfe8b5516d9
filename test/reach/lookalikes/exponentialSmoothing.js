class HoltWinters {
  constructor(alpha, beta) {
    this.alpha = alpha;
    this.beta = beta;
    this.level = 0;
    this.slope = 0;
  }

  predict(steps) {
    return this.level + steps * this.slope;
  }

  fit(series) {
    this.level = series[0];
    this.slope = series[1] - series[0];
    for (const y of series.slice(1)) {
      const previous = this.level;
      const error = y - (this.level + this.slope);
      this.level += this.slope + this.alpha * error;
      this.slope += this.beta * (this.level - previous - this.slope);
    }
    return this;
  }
}

module.exports = HoltWinters;
