import RPi.GPIO as GPIO
import time


class Motor:
    def __init__(self, pin_a, pin_b):
        self.pwm_a = GPIO.PWM(pin_a, 100)
        self.pwm_b = GPIO.PWM(pin_b, 100)
        self.speed = 50
        self.gain = 0.5

    def forward(self, speed):
        self.pwm_a.ChangeDutyCycle(speed * self.gain)
        self.pwm_b.ChangeDutyCycle(0)
        return speed * self.gain

    def backward(self, speed):
        self.pwm_a.ChangeDutyCycle(0)
        self.pwm_b.ChangeDutyCycle(speed * self.gain)
        return -speed * self.gain


def forward(tf):
    GPIO.output(17, True)
    time.sleep(tf)


def backward(tf):
    GPIO.output(17, False)
    time.sleep(tf)
