import numpy as np


class LinearQuadraticPlanner:
    """Plans a path: gains from the end to the start, then a rollout from the start to the end."""

    def __init__(self, model, cost, steps):
        self.model = model
        self.cost = cost
        self.steps = steps

    def forward_pass(self, states, controls, gains, offsets, alpha):
        new_states, new_controls = states.copy(), controls.copy()
        for t in range(self.steps - 1):
            new_controls[t] = controls[t] + alpha * offsets[t] + gains[t] @ (new_states[t] - states[t])
            new_states[t + 1] = self.model.step(new_states[t], new_controls[t])
        return new_states, new_controls

    def backward_pass(self, states, controls):
        Vx, Vxx = self.cost.end_slopes(states[-1])
        gains, offsets = [], []
        for t in reversed(range(self.steps - 1)):
            A, B = self.model.jacobians(states[t], controls[t])
            Qx = self.cost.x(states[t]) + A.T @ Vx
            Qu = self.cost.u(controls[t]) + B.T @ Vx
            Quu = self.cost.uu(controls[t]) + B.T @ Vxx @ B
            Qux = B.T @ Vxx @ A
            offsets.insert(0, -np.linalg.solve(Quu, Qu))
            gains.insert(0, -np.linalg.solve(Quu, Qux))
            Vx = Qx + gains[0].T @ Quu @ offsets[0]
            Vxx = self.cost.xx(states[t]) + A.T @ Vxx @ A
        return gains, offsets
