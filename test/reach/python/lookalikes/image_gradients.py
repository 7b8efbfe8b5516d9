import cv2
import numpy as np


def compute_gradients(image):
    gx = cv2.Sobel(image, cv2.CV_64F, 1, 0)
    gy = cv2.Sobel(image, cv2.CV_64F, 0, 1)
    return np.sqrt(gx ** 2 + gy ** 2), np.arctan2(gy, gx)


def forward_warp(image, flow):
    return image[flow[..., 0], flow[..., 1]]


def backward_warp(image, flow):
    return cv2.remap(image, flow[..., 0], flow[..., 1], cv2.INTER_LINEAR)
