class Player:
    def __init__(self, tracks):
        self.tracks, self.position, self.rate = tracks, 0.0, 1.0

    def forward(self, seconds=10):
        self.position = min(self.position + seconds * self.rate, self.tracks[0].duration)

    def backward(self, seconds=10):
        self.position = max(self.position - seconds * self.rate, 0)
