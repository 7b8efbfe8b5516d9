"""What a user would pick instead, on one NumPy network with one mistake in its gradient: one JSON line for each checker."""
import json
import sys
import time

import numpy as np

ROWS, COLUMNS = int(sys.argv[1]), int(sys.argv[2])


def wave(k):
    return np.sin(1.7 * k + 0.3) * 0.8 + np.cos(0.37 * k) * 0.2 + 0.013


W = wave(np.arange(ROWS * COLUMNS)).reshape(ROWS, COLUMNS) / np.sqrt(COLUMNS)
b = wave(np.arange(ROWS) + 7)
x = wave(np.arange(COLUMNS) + 3)
t = wave(np.arange(ROWS) + 11)
calls = 0


def cost(W, b):
    global calls
    calls += 1
    return 0.5 * float(((np.tanh(W @ x + b) - t) ** 2).sum())


def gradient(W, b):
    y = np.tanh(W @ x + b)
    d = (y - t) * (1 - y * y)
    dW = np.outer(d, x)
    dW[-1] *= 2  # the mistake
    return dW, d


def tell(name, check):
    global calls
    calls = 0
    began = time.perf_counter()
    try:
        found, where = check()
    except ImportError as error:
        print(json.dumps({'name': name, 'missing': str(error)}), flush=True)
        return
    seconds = time.perf_counter() - began
    print(json.dumps({'name': name, 'seconds': seconds, 'evaluations': calls, 'found': found, 'where': where}), flush=True)


def split(theta):
    return theta[: W.size].reshape(W.shape), theta[W.size :]


def scipy_check():
    from scipy.optimize import check_grad

    theta = np.concatenate([W.ravel(), b])
    flat = lambda p: np.concatenate([part.ravel() for part in gradient(*split(p))])
    error = check_grad(lambda p: cost(*split(p)), flat, theta)
    return bool(error / np.linalg.norm(flat(theta)) > 1e-5), 'no'


def torch_check(fast_mode):
    import torch

    class Cost(torch.autograd.Function):
        @staticmethod
        def forward(context, W, b):
            context.save_for_backward(W, b)
            return torch.tensor(cost(W.detach().numpy(), b.detach().numpy()), dtype=torch.float64)

        @staticmethod
        def backward(context, upstream):
            dW, db = gradient(*(part.detach().numpy() for part in context.saved_tensors))
            return upstream * torch.from_numpy(dW), upstream * torch.from_numpy(db)

    given = tuple(torch.tensor(part, requires_grad=True) for part in (W, b))
    try:
        torch.autograd.gradcheck(Cost.apply, given, fast_mode=fast_mode)
    except Exception as error:
        text = str(error)
        return True, 'the input' if 'input' in text else 'no'
    return False, 'no'


def autograd_check():
    from autograd.extend import defvjp, primitive
    from autograd.test_util import check_grads

    wrapped = primitive(cost)
    defvjp(
        wrapped,
        lambda value, W, b: lambda upstream: upstream * gradient(W, b)[0],
        lambda value, W, b: lambda upstream: upstream * gradient(W, b)[1],
    )
    try:
        check_grads(wrapped, modes=['rev'], order=1)(W, b)
    except AssertionError:
        return True, 'no'
    return False, 'no'


tell('scipy.optimize.check_grad', scipy_check)
tell('torch.autograd.gradcheck, slow', lambda: torch_check(False))
tell('torch.autograd.gradcheck, fast', lambda: torch_check(True))
tell('HIPS autograd check_grads', autograd_check)
