# reach: pair=Activation.backward verdict=correct
# reach: pair=Logistic.__init__.logistic_prime verdict=correct
# reach: pair=Softmax.backward verdict=correct
"""An activation that is handed its functions, and a softmax of one column."""
import numpy as np


class Layer:
    def forward(self, input):
        pass

    def backward(self, output_gradient, learning_rate):
        pass


class Activation(Layer):
    def __init__(self, activation, activation_prime):
        self.activation = activation
        self.activation_prime = activation_prime

    def forward(self, input):
        self.input = input
        return self.activation(self.input)

    def backward(self, output_gradient, learning_rate):
        return np.multiply(output_gradient, self.activation_prime(self.input))


class Logistic(Activation):
    def __init__(self):
        def logistic(x):
            return 1 / (1 + np.exp(-x))

        def logistic_prime(x):
            s = logistic(x)
            return s * (1 - s)

        super().__init__(logistic, logistic_prime)


class Softmax(Layer):
    def forward(self, input):
        powers = np.exp(input)
        self.output = powers / np.sum(powers)
        return self.output

    def backward(self, output_gradient, learning_rate):
        n = np.size(self.output)
        return np.dot((np.identity(n) - self.output.T) * self.output, output_gradient)
