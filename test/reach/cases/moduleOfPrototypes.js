// A constructor function inside of a function that hands it out, with a learning rate called p.
var Net = (function () {
  function Units(elements) {
    this.elements = elements;
    this.start();
  }

  Units.prototype.start = function () {
    var elements = this.elements;
    var activations = (this.activations = []);
    elements.forEach(function (count) {
      activations.push(repeated(0, count));
    });
    this.weights = [];
    for (var l = 0; l + 1 < elements.length; l++) {
      this.weights[l] = repeated(0, elements[l]).map(function () {
        return repeated(0, elements[l + 1]).map(function () {
          return Math.random() - 0.5;
        });
      });
    }
  };

  Units.prototype.update = function (inputs) {
    if (inputs.length !== this.elements[0]) throw 'wrong number of inputs';
    for (var i = 0; i < inputs.length; i++) this.activations[0][i] = inputs[i];
    for (var l = 0; l + 1 < this.elements.length; l++) {
      for (var j = 0; j < this.elements[l + 1]; j++) {
        var sum = 0;
        for (var k = 0; k < this.elements[l]; k++) sum += this.activations[l][k] * this.weights[l][k][j];
        this.activations[l + 1][j] = logistic(sum);
      }
    }
    return this.activations[this.activations.length - 1];
  };

  Units.prototype.backPropagate = function (target, p) {
    var last = this.elements.length - 1;
    var act = this.activations;
    var w = this.weights;
    var delta = act.map(function (level) {
      return repeated(0, level.length);
    });
    for (var i = 0; i < this.elements[last]; i++) delta[last][i] = (target[i] - act[last][i]) * slope(act[last][i]);
    for (var l = last - 1; l > 0; l--) {
      for (i = 0; i < this.elements[l]; i++) {
        for (var j = 0; j < this.elements[l + 1]; j++) delta[l][i] += delta[l + 1][j] * w[l][i][j];
        delta[l][i] *= slope(act[l][i]);
      }
    }
    for (l = 0; l < last; l++) {
      for (i = 0; i < this.elements[l]; i++) {
        for (j = 0; j < this.elements[l + 1]; j++) w[l][i][j] = w[l][i][j] + p * delta[l + 1][j] * act[l][i];
      }
    }
  };

  var repeated = function (value, times) {
    return Array.apply(null, Array(times)).map(function () {
      return value;
    });
  };
  var logistic = function (x) {
    return 1 / (1 + Math.exp(-x));
  };
  var slope = function (y) {
    return y * (1 - y);
  };

  return Units;
})();
