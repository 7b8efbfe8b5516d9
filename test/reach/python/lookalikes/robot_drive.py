import RPi.GPIO as GPIO
import time


class Robot:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def forward(self, speed, duration=1.0):
        GPIO.output(self.left, speed)
        GPIO.output(self.right, speed)
        time.sleep(duration)

    def backward(self, speed, duration=1.0):
        self.forward(-1 * speed, duration)
