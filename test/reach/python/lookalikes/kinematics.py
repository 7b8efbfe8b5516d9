import numpy as np


def forward_kinematics(theta, lengths):
    angles = np.cumsum(theta)
    return np.array([np.sum(lengths * np.cos(angles)), np.sum(lengths * np.sin(angles))])


def backward_kinematics(target, lengths):
    d = np.linalg.norm(target)
    a = np.arccos((lengths[0] ** 2 + d ** 2 - lengths[1] ** 2) / (2 * lengths[0] * d))
    return np.array([np.arctan2(target[1], target[0]) - a, np.pi - a])
