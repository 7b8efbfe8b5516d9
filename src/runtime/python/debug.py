"""Runs forward and backward once, in the main thread of a process that a debugger watches.

    python debug.py RUN.json [FLAT [NOTE]]

RUN.json is what a check wrote: the plan and how the source is loaded. It works like runner.py without its pipe:
numbers that the host draws are drawn by Node, so that they are the check's own.
"""
import importlib.util
import json
import os
import subprocess
import sys
from array import array

HERE = os.path.dirname(os.path.abspath(__file__))


def load_runner():
    """The runner under a name that no module of the user's has."""
    spec = importlib.util.spec_from_file_location("_gradient_check_runner", os.path.join(HERE, "runner.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


runner = load_runner()


class Once(runner.Target):
    """Opens a plan without the trial forward: every breakpoint is hit once."""

    def settle(self):
        pass


class DebugHost(runner.Host):
    def __init__(self):
        self.pipe = None
        self.loader = None
        self.targets = {}
        self.bases = {}

    def ask(self, question):
        """Node draws; see debug.ts."""
        node, script = os.environ["GRADIENT_CHECK_NODE"], os.path.join(os.path.dirname(HERE), "debug.cjs")
        environment = dict(os.environ, ELECTRON_RUN_AS_NODE="1")
        environment.pop("NODE_OPTIONS", None)
        drawn = subprocess.run([node, script, "--draw"], input=json.dumps(question).encode("utf-8"),
                               stdout=subprocess.PIPE, env=environment, check=True)
        return array("d", json.loads(drawn.stdout.decode("utf-8")))


def main(path, flat, note):
    if note:
        print(note)
    with open(path, encoding="utf-8") as stream:
        run = json.load(stream)
    host = DebugHost()
    host.on_start(dict(run["python"]["start"], memory=0), b"")
    plan = run["plan"]
    host.load_modules([plan[name] for name in ("setup", "forward", "backward")])
    target = Once(host, plan)
    found, entries = target.gradients(None, None)
    print("Forward and backward ran once.")
    for leaf, store, offset in zip(plan["leaves"], target.stores, target.offsets):
        if flat is None:
            shown = ["%.6g" % value for value in entries[offset:offset + min(store.size, 8)]]
            print("%s = %s" % (leaf["gradientName"], ", ".join(shown) + (", ..." if store.size > 8 else "")))
        elif offset <= flat < offset + store.size:
            print("Backward says %r for entry %d of %s." % (entries[flat], flat - offset, leaf["name"]))


if __name__ == "__main__":
    RUN, FLAT, NOTE = (sys.argv[1:] + ["", ""])[:3]
    main(RUN, int(FLAT) if FLAT else None, NOTE)
