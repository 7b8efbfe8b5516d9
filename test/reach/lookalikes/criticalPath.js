/** Earliest and latest dates of a project plan. */
function forwardPass(tasks) {
  for (const task of tasks) {
    task.earlyStart = Math.max(0, ...task.predecessors.map((p) => p.earlyFinish));
    task.earlyFinish = task.earlyStart + task.duration;
  }
  return Math.max(...tasks.map((t) => t.earlyFinish));
}

function backwardPass(tasks, end) {
  for (const task of tasks.slice().reverse()) {
    task.lateFinish = task.successors.length ? Math.min(...task.successors.map((s) => s.lateStart)) : end;
    task.lateStart = task.lateFinish - task.duration;
    task.slack = task.lateStart - task.earlyStart;
  }
}

module.exports = { forwardPass, backwardPass };
