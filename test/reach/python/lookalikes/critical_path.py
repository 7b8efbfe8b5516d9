class Task:
    def __init__(self, name, duration):
        self.name, self.duration = name, duration
        self.predecessors, self.successors = [], []
        self.es = self.ef = self.ls = self.lf = 0


def forward_pass(tasks):
    for task in tasks:
        task.es = max([p.ef for p in task.predecessors] or [0])
        task.ef = task.es + task.duration


def backward_pass(tasks):
    end = max(t.ef for t in tasks)
    for task in reversed(tasks):
        task.lf = min([s.ls for s in task.successors] or [end])
        task.ls = task.lf - task.duration
