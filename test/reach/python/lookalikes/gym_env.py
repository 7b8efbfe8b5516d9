class Track:
    def __init__(self):
        self.position = 0

    def forward(self, distance):
        self.position += distance
        return self.position, -abs(self.position), False

    def backward(self, distance):
        self.position -= distance
        return self.position, -abs(self.position), False
