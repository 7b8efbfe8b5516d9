import numpy as np
import random


class Agent:
    def __init__(self, states, actions, alpha=0.1, gamma=0.9):
        self.q = np.zeros((states, actions))
        self.alpha, self.gamma = alpha, gamma

    def act(self, state, epsilon):
        if random.random() < epsilon:
            return random.randrange(self.q.shape[1])
        return int(np.argmax(self.q[state]))

    def learn(self, state, action, reward, next_state):
        target = reward + self.gamma * np.max(self.q[next_state])
        self.q[state, action] += self.alpha * (target - self.q[state, action])
