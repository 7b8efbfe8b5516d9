class Reel:
    """Seeks to and fro by so many ticks."""

    def __init__(self, length):
        self.t = 0
        self.rate = 1.5
        self.length = length

    def forward(self, delta=10):
        self.t = min(self.t + delta * self.rate, self.length)
        return self.t

    def backward(self, delta=10):
        self.t -= delta * self.rate
        return max(self.t, 0)
