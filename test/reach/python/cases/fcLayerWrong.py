# reach: pair=FCLayer.backward_propagation verdict=wrong leaves=input_data
import numpy as np


class FCLayer:
    # input_size = number of input neurons
    # output_size = number of output neurons
    def __init__(self, input_size, output_size):
        self.weights = np.random.rand(input_size, output_size) - 0.5
        self.bias = np.random.rand(1, output_size) - 0.5

    # returns output for a given input
    def forward_propagation(self, input_data):
        self.input = input_data
        self.output = np.dot(self.input, self.weights) + self.bias
        return self.output

    # computes dE/dW, dE/dB for a given output_error=dE/dY. Returns input_error=dE/dX.
    def backward_propagation(self, output_error, learning_rate):
        weights_error = np.dot(self.input.T, output_error)
        # the weights are updated before they are used for the input's error
        self.weights -= learning_rate * weights_error
        input_error = np.dot(output_error, self.weights.T)
        self.bias -= learning_rate * np.sum(output_error, axis=0, keepdims=True)
        return input_error
