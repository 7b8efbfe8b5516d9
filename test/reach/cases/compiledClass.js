"use strict";
// What a compiler makes of two classes, for engines that have none.
exports.Perceptrons = exports.Unit = void 0;
var squash = logistic;
var Unit = (function () {
    function Unit(count) {
        this.weights = [];
        this.output = NaN;
        for (var i = 0; i < count; i++)
            this.weights.push(Math.random() - 0.5);
    }
    return Unit;
}());
exports.Unit = Unit;
var Perceptrons = (function () {
    function Perceptrons(inputCount, hiddenCount, outputCount) {
        this.speed = 0.25;
        this.hidden = [];
        this.outputs = [];
        for (var h = 0; h < hiddenCount; h++)
            this.hidden.push(new Unit(inputCount + 1));
        for (var o = 0; o < outputCount; o++)
            this.outputs.push(new Unit(hiddenCount + 1));
    }
    Perceptrons.prototype.fire = function (unit, inputs) {
        unit.output = squash(inputs.reduce(function (sum, x, i) { return sum + x * unit.weights[i]; }, 0));
        return unit.output;
    };
    Perceptrons.prototype.forward = function (inputs) {
        var _this = this;
        var first = inputs.concat(1);
        var second = this.hidden.map(function (unit) { return _this.fire(unit, first); }).concat(1);
        return this.outputs.map(function (unit) { return _this.fire(unit, second); });
    };
    Perceptrons.prototype.backPropagate = function (inputs, targets) {
        var second = this.hidden.map(function (unit) { return unit.output; }).concat(1);
        var errors = second.map(function () { return 0; });
        for (var o = 0; o < this.outputs.length; o++)
            this.backPropagateOutput(this.outputs[o], targets[o], second, errors);
        for (var h = 0; h < this.hidden.length; h++)
            this.backPropagateHidden(this.hidden[h], errors[h], inputs.concat(1));
    };
    Perceptrons.prototype.backPropagateOutput = function (unit, target, inputs, errors) {
        var delta = (target - unit.output) * unit.output * (1 - unit.output);
        for (var j = 0; j < unit.weights.length; j++) {
            errors[j] += delta * unit.weights[j];
            unit.weights[j] += this.speed * delta * inputs[j];
        }
    };
    Perceptrons.prototype.backPropagateHidden = function (unit, error, inputs) {
        var delta = error * unit.output; // * (1 - unit.output) is missing
        for (var j = 0; j < unit.weights.length; j++)
            unit.weights[j] += this.speed * delta * inputs[j];
    };
    Perceptrons.prototype.sampleError = function (actualOuts, expectedOuts) {
        return actualOuts.reduce(function (sum, y, i) { return sum + 0.5 * Math.pow(y - expectedOuts[i], 2); }, 0);
    };
    return Perceptrons;
}());
exports.Perceptrons = Perceptrons;
function logistic(x) {
    return x < -45 ? 0 : x > 45 ? 1 : 1 / (1 + Math.exp(-x));
}
