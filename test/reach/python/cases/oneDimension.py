# reach: pair=backward_propagation verdict=correct
import numpy as np


def forward_propagation(x, theta):
    """
    Arguments:
    x -- a real-valued input
    theta -- our parameter, a real number as well
    """
    J = theta * x
    return J


def backward_propagation(x, theta):
    dtheta = x
    return dtheta
