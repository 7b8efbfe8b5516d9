# -*- coding: utf-8 -*-
"""Loads a user's module, interprets plans over it, and answers in frames on standard output.

One file, standard library only, Python 3.8 and later; NumPy and PyTorch are understood where the user has them.
A frame is two little-endian uint32 (length of the JSON, length of the blob), the JSON, the blob of raw float64/int32.
It does no numerics: it assigns entries, calls the user's functions, and hands back what came out.
"""

import ast
import builtins
import dis
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import io
import json
import linecache
import math
import os
import random
import re
import struct
import sys
import traceback
import types
from array import array

if sys.version_info < (3, 8):
    sys.stderr.write("gradcheck: Python 3.8 or newer is needed, this is %d.%d\n" % sys.version_info[:2])
    sys.exit(3)

try:
    import numpy as users_numpy
except Exception:  # a broken NumPy is as good as none
    users_numpy = None


def kept(module):
    """A module as it is now: what user code puts in the place of its functions is for user code only."""
    own = types.ModuleType(module.__name__)
    own.__dict__.update(module.__dict__)
    return own


BUILTINS = dict(vars(builtins))


def restore_builtins():
    """Libraries that are used here look their names up in `builtins`: user code's own end with its call."""
    if vars(builtins) != BUILTINS:
        vars(builtins).update(BUILTINS)


globals().update((name, value) for name, value in vars(builtins).items() if not name.startswith("__"))
np = users_numpy and kept(users_numpy)
json, math, struct = kept(json), kept(math), kept(struct)

# Names that NumPy has dropped (1.24 and 2.0) and that older code is full of; each is what its message recommends.
OLD_NUMPY = dict(float=float, int=int, bool=bool, object=object, str=str, complex=complex, long=int, unicode=str,
                 float_="float64", int0="intp", infty="inf", Inf="inf", Infinity="inf", NaN="nan", NAN="nan",
                 product="prod", cumproduct="cumprod", alltrue="all", sometrue="any", row_stack="vstack",
                 in1d="isin", trapz="trapezoid", asscalar=lambda value: value.item(), mat="asmatrix")


class OldNumpy:
    """Gives NumPy's dropped names back to the user's code, and remembers which were asked for."""

    def __init__(self):
        self.used = set()
        if users_numpy is None or not hasattr(users_numpy, "__getattr__"):
            return
        self.own = users_numpy.__getattr__
        users_numpy.__getattr__ = self.find

    def find(self, name):
        stand_in = OLD_NUMPY.get(name)
        if stand_in is None:
            return self.own(name)
        self.used.add(name)
        return getattr(np, stand_in) if isinstance(stand_in, str) else stand_in

PLAN_FILE = "<gradient check>"
HERE = os.path.abspath(__file__)


# ---------------------------------------------------------------------------------------------------------------
# Frames

class Pipe:
    """Reads and writes frames; whatever else the process prints goes to standard error."""

    def __init__(self):
        self.input = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
        self.output = os.fdopen(os.dup(1), "wb", buffering=0)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        for name, fd in (("stdout", 1), ("stderr", 2)):
            stream = io.TextIOWrapper(os.fdopen(os.dup(fd), "wb", buffering=0), encoding="utf-8", errors="replace",
                                      line_buffering=True, write_through=True)
            setattr(sys, name, stream)
            setattr(sys, "__%s__" % name, stream)

    def read(self):
        head = self.input.read(8)
        if len(head) < 8:
            return None, b""
        size, blob = struct.unpack("<II", head)
        message = json.loads(self.input.read(size).decode("utf-8"))
        return message, self.input.read(blob) if blob else b""

    def write(self, message, blob=b""):
        text = json.dumps(message, allow_nan=False).encode("utf-8")
        data = memoryview(b"".join((struct.pack("<II", len(text), len(blob)), text, blob)))
        while data:
            data = data[self.output.write(data):]


class Fault(Exception):
    """A fault of the user's code or inputs, as the host understands it."""

    def __init__(self, kind, message, file=None, line=None, column=None, stack=None):
        super().__init__(message)
        self.data = dict(kind=kind, message=message, file=file, line=line, column=column, stack=stack)


# ---------------------------------------------------------------------------------------------------------------
# Faults of user code, with the user's own places

def own_frame(filename):
    return (filename != HERE and filename != PLAN_FILE and not filename.startswith("<frozen")
            and os.path.basename(os.path.dirname(filename)) != "importlib")


def user_place(frames):
    """The innermost frame in the user's own files, else the innermost that is not ours."""
    mine = [f for f in frames if own_frame(f.filename)]
    inside = [f for f in mine if "site-packages" not in f.filename and "dist-packages" not in f.filename
              and not f.filename.startswith(sys.base_prefix + os.sep) and not f.filename.startswith("<")]
    return (inside or mine or [None])[-1]


PYTHON_2 = ("Missing parentheses in call to", "multiple exception types must be parenthesized")


def syntax_fault(error):
    text = (error.text or "").strip()
    message = "%s: %s" % (type(error).__name__, error.msg)
    old = str(error.msg).startswith(PYTHON_2) or text.startswith(("print ", "exec ", "raise ")) and "," in text
    if old or isinstance(error, TabError):
        message = ("This file is written for Python 2 (%s). It cannot run on Python %d: convert it to Python 3 "
                   "first, for example with `2to3 -w`." % (error.msg, sys.version_info[0]))
    return dict(kind="syntax", message=message, file=error.filename, line=error.lineno,
                column=max(1, error.offset or 1), stack=None)


def import_fault(error, place):
    name = (getattr(error, "name", None) or "").split(".")[0]
    where = dict(file=place and place.filename, line=place and place.lineno, column=None, stack=None)
    if name == "numpy" and np is None:
        return dict(kind="interpreter", message=(
            "NumPy is not installed for %s. Choose an interpreter that has it (setting gradientCheck.python), or run: "
            "%s -m pip install numpy" % (sys.executable, sys.executable)), **where)
    hint = (". Install it for %s, or choose another interpreter; if it is a file of your own, put it beside this one or in "
            "a folder above" % sys.executable) if name else ""
    return dict(kind="import", message="%s%s" % (error, hint), **where)


def fault_of(error, doing):
    """Turns anything that user code raised into a fault; `doing` is 'forward', 'backward', 'the set-up' …"""
    restore_builtins()
    if isinstance(error, Fault):
        return error.data
    frames = traceback.extract_tb(error.__traceback__)
    place = user_place(frames)
    if isinstance(error, SyntaxError) and error.filename and os.path.exists(error.filename or "") or (
            isinstance(error, SyntaxError) and error.filename in linecache.cache):
        return syntax_fault(error)
    if isinstance(error, ImportError):
        return import_fault(error, place)
    shown = [f for f in frames if own_frame(f.filename)]
    stack = "".join(traceback.format_list(shown) + traceback.format_exception_only(type(error), error)).rstrip()
    where = dict(file=place and os.path.abspath(place.filename), line=place and place.lineno, column=None, stack=stack)
    if isinstance(error, SystemExit):
        return dict(kind="exit", message="%s called sys.exit(%s); a check needs it to return." % (
            doing, "" if error.code is None else repr(error.code)), **where)
    if isinstance(error, MemoryError):
        return dict(kind="memory", message="%s ran out of memory%s. Use smaller inputs, or raise the memory limit in "
                    "the settings." % (doing, ": %s" % error if str(error) else ""), **where)
    if isinstance(error, RecursionError):
        return dict(kind="throw", message="%s never ends: it calls itself too often (RecursionError)." % doing, **where)
    name = type(error).__name__
    text = str(error).split("\n")[0]
    return dict(kind="throw", message="%s threw %s" % (doing, "%s: %s" % (name, text) if text else name), **where)


# ---------------------------------------------------------------------------------------------------------------
# Loading: the user's files, unsaved buffers, definitions only where a module works when imported

DRAWING = {"matplotlib", "pylab", "seaborn", "plotly", "bokeh", "h5py", "PIL", "cv2", "imageio", "IPython", "tqdm",
           "skimage", "graphviz", "pydot", "google", "ipywidgets", "mpl_toolkits", "wandb", "tensorboardX"}
HARMLESS = {"np.random.seed", "numpy.random.seed", "random.seed", "np.set_printoptions", "numpy.set_printoptions",
            "np.seterr", "numpy.seterr", "sys.path.append", "sys.path.insert", "warnings.filterwarnings",
            "warnings.simplefilter", "logging.basicConfig", "torch.manual_seed", "sys.setrecursionlimit",
            "sys.stdout.reconfigure", "plt.style.use", "matplotlib.use", "plt.ion", "np.random.RandomState"}
PURE = {"int", "float", "str", "bool", "len", "range", "list", "dict", "tuple", "set", "frozenset", "abs", "min", "max",
        "sum", "round", "zip", "map", "sorted", "reversed", "type", "namedtuple", "TypeVar", "partial", "getattr", "object"}
PURE_MODULES = {"np", "numpy", "math", "cmath", "collections", "functools", "typing", "os.path", "pathlib", "logging",
                "torch", "random", "string", "itertools"}
READING = {"load", "loadtxt", "genfromtxt", "fromfile", "save", "savez", "savetxt", "memmap", "open", "read", "fromregex",
           "tofile", "hub", "compile"}
LIBRARIES = DRAWING | {"torch", "torchvision", "tensorflow", "keras", "jax", "sklearn", "scipy", "pandas", "cupy", "numpy"}
LEVELS_ABOVE = 4  # folders above an importing file that are searched for what it imports
MAKER_PREFIXES = ("init", "initialize", "initialise", "create", "make", "build")


SAMPLE_TEXT = "hello world\n" * 10
TEXT_METHODS = {"read", "readlines", "readline", "lower", "upper", "strip", "rstrip", "split", "splitlines", "replace"}


def sample_text(*args, **kwargs):
    """Stands for open() where a script reads its data: the file may be large, or not there at all."""
    return io.StringIO(SAMPLE_TEXT)


class TextReading(ast.NodeTransformer):
    """`data = open("input.txt").read()`, alone or under `with`, as the same statement over a short text."""

    @classmethod
    def of(cls, node):
        """The statement with a text in the place of the file; None where it is anything else."""
        if isinstance(node, ast.With):
            opened = len(node.items) == 1 and cls.is_open(node.items[0].context_expr)
            name = node.items[0].optional_vars
            fits = (opened and isinstance(name, ast.Name) and len(node.body) == 1 and isinstance(node.body[0], ast.Assign)
                    and cls.is_chain(node.body[0].value, lambda end: isinstance(end, ast.Name) and end.id == name.id))
        else:
            fits = isinstance(node, ast.Assign) and cls.is_chain(node.value, cls.is_open)
        return ast.fix_missing_locations(cls().visit(node)) if fits else None

    @staticmethod
    def is_open(node):
        modes = [a.value for a in node.args[1:2] + [k.value for k in node.keywords if k.arg == "mode"]
                 if isinstance(a, ast.Constant)] if isinstance(node, ast.Call) else []
        return (isinstance(node, ast.Call) and dotted(node.func) in ("open", "io.open", "codecs.open")
                and not any(set(str(mode)) & set("wab+") for mode in modes))

    @staticmethod
    def is_chain(node, ends):
        """Methods of a text, one behind the other, on what `ends` accepts."""
        called = False
        while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TEXT_METHODS:
            node, called = node.func.value, True
        return called and ends(node)

    def visit_Call(self, node):
        self.generic_visit(node)
        return ast.Call(func=ast.Name(id="__sample_text__", ctx=ast.Load()), args=[], keywords=[]) \
            if self.is_open(node) else node


def dotted(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.insert(0, node.id)
        return ".".join(parts)
    return None


def is_main_guard(node):
    return isinstance(node, ast.If) and any(isinstance(n, ast.Name) and n.id == "__name__" for n in ast.walk(node.test))


def guarded_imports(tree):
    """First and last lines of what stands under `try` or in a function: an import that fails there is expected to."""
    kinds = (ast.Try, ast.FunctionDef, ast.AsyncFunctionDef)
    return [(node.lineno, node.end_lineno) for node in ast.walk(tree) if isinstance(node, kinds)]


class Definitions:
    """Tells a module's definitions from the work that it does when it is imported."""

    def __init__(self, tree):
        self.classes = {n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
        self.values = set()  # names of numbers, arrays and generators: their methods do no work
        for node in tree.body:
            if isinstance(node, ast.Assign) and self.is_value(node.value):
                self.values.update(t.id for t in node.targets if isinstance(t, ast.Name))
        self.reads_text = False

    def is_value(self, value):
        calls = [dotted(n.func) for n in ast.walk(value) if isinstance(n, ast.Call)]
        return self.is_simple(value) and all(
            name is None or name in PURE or name.split(".")[0] in PURE_MODULES or name.split(".")[0] in self.values
            for name in calls)

    def is_simple(self, value):
        """No call in it but of constructors, of NumPy's and math's functions, and of functions that make first values."""
        for node in ast.walk(value):
            if isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)):
                return False
            if isinstance(node, ast.Call) and not self.is_simple_call(dotted(node.func)):
                return False
        return True

    def is_simple_call(self, name):
        if name is None:
            return True  # a method of an expression: np.zeros(3).reshape(…)
        head, _, last = name.rpartition(".")
        if last in READING:
            return False
        return (name in PURE or name in HARMLESS or name in self.classes or head in PURE_MODULES
                or head.split(".")[0] in PURE_MODULES or head in self.values or last in ("reshape", "astype", "copy", "format", "join", "T")
                or not head and last.lstrip("_").startswith(MAKER_PREFIXES))

    def is_work(self, node):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass,
                             ast.Global)):
            return False
        if is_main_guard(node):
            return False
        if isinstance(node, ast.Expr):
            if isinstance(node.value, ast.Constant):
                return False
            return not (isinstance(node.value, ast.Call) and dotted(node.value.func) in HARMLESS)
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            return node.value is not None and not self.is_simple(node.value)
        if isinstance(node, ast.If):
            return not self.is_simple(node.test) or any(self.is_work(n) for n in node.body + node.orelse)
        if isinstance(node, ast.Try):
            inner = node.body + node.orelse + node.finalbody + [n for h in node.handlers for n in h.body]
            return any(self.is_work(n) and not self.is_note(n) for n in inner)
        return True

    @staticmethod
    def is_note(node):
        """A print or an exit in the `except` of an import."""
        return (isinstance(node, ast.Raise)
                or isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and dotted(node.value.func) == "print")

    def kept(self, body):
        """Statements that are run where only definitions are loaded; functions inside work are lifted out of it."""
        for node in body:
            if is_main_guard(node):
                continue
            text = TextReading.of(node)
            if text is not None:
                self.reads_text = True
                yield text
            elif not self.is_work(node):
                yield node
            elif isinstance(node, ast.If) and node.orelse and self.is_simple(node.test):
                yield self.branching(node)
            elif isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from self.kept([n for n in node.body if not isinstance(n, (ast.Assign, ast.Expr))])


    def branching(self, node):
        """`if GPU: import cupy as np` … `else: import numpy as np`: the test says which definitions count."""
        def branch(body):
            return list(self.kept(body)) or [ast.Pass()]

        kept = ast.If(test=node.test, body=branch(node.body), orelse=branch(node.orelse))
        return ast.fix_missing_locations(ast.copy_location(kept, node))


class UsualFunctions:
    """What the files of helpers of courses hold (dnn_utils, common.functions …): stands for it where such a file is missing."""

    def __init__(self):
        self.used = {}
        self.unpacked = {}

    def has(self, name):
        return np is not None and callable(getattr(self, "usual_" + name, None))

    def call(self, module, name, args, frame):
        self.frame, self.module = frame, module
        result = getattr(self, "usual_" + name)(*args)
        self.used.setdefault(module, set()).add(name)
        return (result, args[0]) if self.is_unpacked(frame) else result

    def is_unpacked(self, frame):
        """`A, cache = sigmoid(Z)`: the course's helpers return what they were given as well."""
        place = (frame.f_code, frame.f_lasti)
        if place not in self.unpacked:
            later = (one for one in dis.get_instructions(frame.f_code) if one.offset > frame.f_lasti and one.opname != "CACHE")
            following = next(later, None)
            self.unpacked[place] = (following is not None and following.opname == "UNPACK_SEQUENCE"
                                    and following.arg == 2)
        return self.unpacked[place]

    @staticmethod
    def usual_sigmoid(z):
        return 1 / (1 + np.exp(-np.asarray(z)))

    @staticmethod
    def usual_relu(z):
        return np.maximum(0, z)

    @staticmethod
    def usual_sigmoid_backward(upstream, z):
        s = UsualFunctions.usual_sigmoid(z)
        return upstream * s * (1 - s)

    @staticmethod
    def usual_relu_backward(upstream, z):
        return upstream * (np.asarray(z) > 0)

    def usual_softmax(self, z):
        z = np.asarray(z)
        axis = 0 if z.ndim < 2 or z.shape[1] == 1 else self.axis_of_classes()
        e = np.exp(z - np.max(z, axis=axis, keepdims=True))
        return e / np.sum(e, axis=axis, keepdims=True)

    @staticmethod
    def usual_cross_entropy_error(y, t):
        y, t = np.atleast_2d(y), np.asarray(t)
        if t.size == y.size:
            return -np.sum(t.reshape(y.shape) * np.log(y)) / len(y)
        return -np.sum(np.log(y[np.arange(len(y)), t.reshape(-1)])) / len(y)

    def axis_of_classes(self):
        """`W @ X` has its samples in columns, `X @ W` in rows; where the text has both or none, nothing is taken for granted."""
        if self.module.endswith("functions"):
            return 1
        text = "".join(linecache.getlines(self.frame.f_code.co_filename))
        weight = r"(?:self\.|\w+\[['\"])?[WU]\w*"
        in_columns = re.search(r"\bdot\(\s*%s['\"\]]*\s*,|\b%s\s*@" % (weight, weight), text)
        in_rows = re.search(r"\bdot\(\s*[\w.]+\s*,\s*%s|\.dot\(\s*%s[^,()]*\)|@\s*%s" % (weight, weight, weight), text)
        if bool(in_columns) == bool(in_rows):
            raise ModuleNotFoundError("No module named %r (its softmax is called)" % self.module, name=self.module)
        return 0 if in_columns else 1

    def offer(self, module):
        """`from rnn_utils import *`: names that nothing else defines are looked up among the built-in ones."""
        names = [name[len("usual_"):] for name in dir(self) if name.startswith("usual_")]
        offered = {name: MissingThing("%s.%s" % (module, name), module, self) for name in names if self.has(name)}
        if users_numpy is not None:
            offered["np"] = users_numpy
        for name, value in offered.items():
            if name not in BUILTINS:
                BUILTINS[name] = value
                setattr(builtins, name, value)


class MissingThing:
    """Stands for anything of a module that is not installed: fails when it is used, not when it is imported."""

    def __init__(self, name, origin, usual=None):
        self.__dict__.update(_name=name, _origin=origin, _usual=usual)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return MissingThing("%s.%s" % (self._name, name), self._origin, self._usual)

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and isinstance(args[0], (types.FunctionType, type)):
            return args[0]  # used as a decorator
        module, _, name = self._name.rpartition(".")
        if self._usual is not None and args and not kwargs and self._usual.has(name):
            return self._usual.call(module, name, args, sys._getframe(1))
        raise ModuleNotFoundError("No module named %r (%s is called)" % (self._origin, self._name), name=self._origin)

    def __mro_entries__(self, bases):
        return (object,)


class MissingModule(types.ModuleType):
    """A module that is not installed and most likely only draws or reads files."""

    __path__ = []

    def __init__(self, name, usual=None):
        super().__init__(name)
        self.__dict__["_usual"] = usual

    @property
    def __all__(self):
        if self._usual is not None:
            self._usual.offer(self.__name__)
        return []

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return MissingThing("%s.%s" % (self.__name__, name), self.__name__.split(".")[0], self._usual)


class MissingFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Last in line: makes up modules that nobody else found, where that does no harm."""

    def __init__(self, loader):
        self.loader = loader

    def find_spec(self, fullname, path=None, target=None):
        head = fullname.split(".")[0]
        known = head in self.loader.stubbed or head in DRAWING and not path
        if head == "numpy" or head in sys.builtin_module_names:
            return None
        place = self.loader.importing_place()
        if place is None:
            return None
        if path is None and head not in LIBRARIES and self.loader.reach_above(head, place[0]):
            return UserFinder(self.loader).find_spec(fullname) or importlib.machinery.PathFinder.find_spec(fullname)
        if not known and (path is not None or not self.loader.can_do_without(head, *place)):
            return None
        self.loader.stubbed.add(head)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        is_library = spec.name.split(".")[0] in LIBRARIES
        module = MissingModule(spec.name, None if is_library else self.loader.usual)
        if spec.name == "past.builtins":
            module.__dict__.update(xrange=range, raw_input=input, unicode=str)
        return module

    def exec_module(self, module):
        pass


class UserLoader(importlib.machinery.SourceFileLoader):
    """Loads a workspace file from its unsaved buffer or the disk, never from or into __pycache__."""

    def __init__(self, owner, fullname, path):
        super().__init__(fullname, path)
        self.owner = owner

    def get_data(self, path):
        text = self.owner.overlays.get(path)
        return super().get_data(path) if text is None else text.encode("utf-8")

    def get_code(self, fullname):
        return compile(self.get_data(self.path), self.path, "exec", dont_inherit=True)

    def exec_module(self, module):
        self.owner.execute(module, self.path, self.get_data(self.path))


class UserFinder(importlib.abc.MetaPathFinder):
    """First in line: hands workspace files to UserLoader."""

    def __init__(self, owner):
        self.owner = owner

    def find_spec(self, fullname, path=None, target=None):
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or not spec.origin or not spec.origin.endswith(".py") or not self.owner.owns(spec.origin):
            return None
        spec.loader = UserLoader(self.owner, fullname, spec.origin)
        spec.cached = None
        return spec


class Loader:
    """The user's modules: 'source', 'inputs', and any file by its absolute path."""

    def __init__(self, file, overlays, roots, inputs_file, up_to=None):
        self.up_to = up_to  # the last line of the notebook's cell that is checked
        self.file = os.path.abspath(file)
        self.overlays = overlays
        self.roots = [os.path.abspath(root) for root in roots]
        self.inputs_file = inputs_file
        self.definitions_only = False
        self.without_work = []
        self.skipped = []
        self.stubbed = set()
        self.usual = UsualFunctions()
        self.old_numpy = OldNumpy()
        self.guarded = {}
        self.nested = {}
        self.reads_text = False
        self.modules = {}
        self.failure = None
        for path, text in overlays.items():
            linecache.cache[path] = (len(text), None, text.splitlines(True), path)
        sys.meta_path.insert(0, UserFinder(self))
        sys.meta_path.append(MissingFinder(self))
        import builtins
        if not hasattr(builtins, "xrange"):
            builtins.xrange = range
        self.package, self.import_root = self.package_of(self.file)
        self.extend_path()

    def owns(self, path):
        path = os.path.abspath(path)
        if "site-packages" in path or "dist-packages" in path:
            return False
        return any(path.startswith(root.rstrip(os.sep) + os.sep) for root in self.roots + [os.path.dirname(self.file)])

    def importing_place(self):
        """File and line of the import that runs now, where it was written in a file of the user's; None in a library."""
        frame = sys._getframe(1)
        while frame is not None:
            name = frame.f_code.co_filename
            if name != HERE and "importlib" not in name:
                return (name, frame.f_lineno) if self.owns(name) else None
            frame = frame.f_back
        return None

    def can_do_without(self, head, path, line):
        """An import at the top of a file may fail once it is used. One under `try` has its own answer to a missing module."""
        if any(first <= line <= last for first, last in self.guarded.get(os.path.abspath(path), ())):
            return False
        folder = os.path.dirname(os.path.abspath(path))
        return not any(os.path.exists(os.path.join(root, head + ending))
                       for root in [folder] + self.roots for ending in (".py", ""))

    def reach_above(self, head, path):
        """Code that is run from a folder above its own imports from there: `sys.path.append("..")` is work, and is not run."""
        folder = os.path.dirname(os.path.abspath(path))
        for _ in range(LEVELS_ABOVE):
            folder = os.path.dirname(folder)
            if folder == os.path.dirname(folder):
                return False
            inside = os.path.join(folder, head)
            if os.path.isfile(inside + ".py") or os.path.isdir(inside) and any(
                    name.endswith(".py") for name in os.listdir(inside)):
                if folder not in self.roots:
                    self.roots.append(folder)
                    sys.path.append(folder)
                return True
        return False

    def text_of(self, path):
        if path in self.overlays:
            return self.overlays[path]
        with open(path, "rb") as stream:
            return stream.read()

    def package_of(self, path):
        """Dotted package and the folder to import from: climbs while there is an __init__.py, or as relative imports ask."""
        folder = os.path.dirname(path)
        levels = 0
        try:
            tree = ast.parse(self.text_of(path))
            levels = max([n.level for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)] or [0])
        except Exception:
            pass
        parts = []
        while os.path.exists(os.path.join(folder, "__init__.py")) or len(parts) < levels:
            name = os.path.basename(folder)
            if not name.isidentifier():
                break
            parts.insert(0, name)
            folder = os.path.dirname(folder)
        return ".".join(parts), folder

    def extend_path(self):
        folder = os.path.dirname(self.file)
        places = [self.import_root, folder]
        for root in self.roots:
            if folder.startswith(root):
                while len(folder) >= len(root) and len(places) < 12:
                    places.append(folder)
                    if folder == os.path.dirname(folder):
                        break
                    folder = os.path.dirname(folder)
            places.append(root)
        own = os.path.dirname(HERE)
        sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != own]
        sys.path[:0] = [p for i, p in enumerate(places) if p not in places[:i] and p not in sys.path]

    def load(self, name):
        """Module by 'source', 'inputs' or absolute path. Raises what the module raises."""
        if name not in self.modules:
            path = self.file if name == "source" else self.inputs_file if name == "inputs" else name
            if path is None:
                raise Fault("inputs", "there is no inputs file beside the source")
            self.modules[name] = self.load_file(os.path.abspath(path))
        return self.modules[name]

    def load_file(self, path):
        for module in list(sys.modules.values()):
            if getattr(module, "__file__", None) == path:
                return module
        package, folder = self.package_of(path)
        stem = os.path.basename(path).rsplit(".", 1)[0]
        stem = stem if stem.isidentifier() and not self.is_taken(stem, folder) else "_gradcheck_" + "".join(
            c if c.isalnum() else "_" for c in stem)
        if folder not in sys.path:
            sys.path.insert(0, folder)
        fullname = "%s.%s" % (package, stem) if package else stem
        if package:
            importlib.import_module(package)
        spec = importlib.util.spec_from_file_location(fullname, path, loader=UserLoader(self, fullname, path))
        module = importlib.util.module_from_spec(spec)
        sys.modules[fullname] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            sys.modules.pop(fullname, None)
            raise
        return module

    @staticmethod
    def is_taken(stem, folder):
        """A user's random.py or numpy.py must not stand in for the library of that name."""
        return stem in sys.modules or stem in sys.builtin_module_names

    def execute(self, module, path, data):
        """Runs a module whole, or its definitions only where it would train, plot or read files."""
        tree = ast.parse(data, path)
        self.guarded[path] = guarded_imports(tree)
        split = Definitions(tree)
        is_notebook = path.endswith(".ipynb")
        works = is_notebook or any(split.is_work(node) for node in tree.body)
        # An inputs file is written for the check: what it computes is meant.
        is_inputs = self.inputs_file is not None and path == os.path.abspath(self.inputs_file)
        if is_inputs or not works:
            exec(compile(tree, path, "exec", dont_inherit=True), module.__dict__)
            return
        self.without_work.append(path)
        before, self.definitions_only = self.definitions_only, True
        flags = self.future_flags(tree)
        try:
            module.__dict__["__sample_text__"] = sample_text
            for node in split.kept(tree.body):
                if not (path == self.file and self.is_superseded(node, module)):
                    self.execute_one(node, module, path, flags)
        finally:
            self.reads_text = self.reads_text or split.reads_text
            module.__dict__.pop("__sample_text__", None)
            self.definitions_only = before

    def is_superseded(self, node, module):
        """Below the checked cell of a notebook: only what is defined nowhere above it counts."""
        if self.up_to is None or node.lineno <= self.up_to:
            return False
        names = [getattr(node, "name", None)] if hasattr(node, "name") else [
            a.asname or a.name.split(".")[0] for a in getattr(node, "names", []) if hasattr(a, "asname")]
        names += [t.id for t in getattr(node, "targets", []) if isinstance(t, ast.Name)]
        return not names or any(name in module.__dict__ for name in names)

    @staticmethod
    def future_flags(tree):
        import __future__
        names = [a.name for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__" for a in n.names]
        flags = 0
        for name in names:
            flags |= getattr(__future__, name).compiler_flag if hasattr(__future__, name) else 0
        return flags

    def execute_one(self, node, module, path, flags):
        def run(statement):
            tree = ast.Module(body=[statement], type_ignores=[])
            exec(compile(tree, path, "exec", flags, dont_inherit=True), module.__dict__)

        is_definition = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            run(node)
            return
        try:
            run(node)
        except Exception as error:
            if is_definition and node.decorator_list:
                node.decorator_list = []
                run(node)
            elif is_definition:
                raise
            else:
                self.skipped.append("line %d: %s" % (node.lineno, error))

    def files(self):
        found = {self.file}
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            if isinstance(path, str) and path.endswith((".py", ".ipynb")) and self.owns(path) and path != HERE:
                found.add(os.path.abspath(path))
        return sorted(found)

    def notes(self):
        notes = []
        for path in self.without_work:
            text = "only definitions of %s were loaded: its top-level work (training, plots, files) was not run" % (
                os.path.basename(path))
            if self.reads_text:
                text += "; a short text stands for the file that it reads"
            if self.skipped:
                text += "; left out because it failed: " + "; ".join(self.skipped[:3])
            notes.append(dict(id="definitions-only", severity="info", message=text))
        if self.old_numpy.used:
            names = ", ".join("np.%s" % name for name in sorted(self.old_numpy.used))
            notes.append(dict(id="old-numpy", severity="info", message=(
                "%s is gone from NumPy %s; for this check what took its place was used" % (names, np.__version__))))
        for module, names in sorted(self.usual.used.items()):
            notes.append(dict(id="usual-functions", severity="warning", message=(
                "%s is not there; the usual %s stood for its own" % (module, ", ".join(sorted(names))))))
        unneeded = self.stubbed - {module.split(".")[0] for module in self.usual.used}
        if unneeded:
            notes.append(dict(id="missing-imports", severity="info", message=(
                "not installed and not needed so far: " + ", ".join(sorted(unneeded)))))
        return notes

    # -- what a plan refers to

    def resolve(self, ref):
        module = self.load(ref["module"])
        return self.reach(module, ref["reach"], ref["module"] == "inputs")

    def reach(self, module, reach, is_inputs=False):
        kind = reach["kind"]
        if kind == "method":
            return getattr(self.reach(module, reach["owner"]), reach["name"])
        if kind == "local" and "." in reach["name"]:
            return self.nested_function(module, reach["name"].split("."))
        path = [reach["name"]] if kind == "local" else list(reach["path"])
        if is_inputs and path and path[0] == "default" and not hasattr(module, "default"):
            value, path = inputs_of(module), path[1:]
        else:
            value = module
        for key in path:
            if isinstance(value, dict) and key in value:
                value = value[key]
                continue
            try:
                value = getattr(value, key)
            except AttributeError:
                raise Fault("unbound", "%s is not defined in %s%s" % (
                    ".".join(map(str, path)), os.path.basename(module.__file__),
                    " (only its definitions were loaded)" if module.__file__ in self.without_work else ""))
        return value


    def nested_function(self, module, path):
        """A function inside a method, compiled on its own beside the functions that stand with it."""
        key = (module.__name__, ".".join(path))
        if key not in self.nested:
            body = ast.parse(self.text_of(module.__file__), module.__file__).body
            for name in path[:-1]:
                found = [n for n in body if getattr(n, "name", None) == name]
                body = found[-1].body if found else []
            functions = [n for n in body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
            names = dict(vars(module))
            exec(compile(ast.Module(body=functions, type_ignores=[]), module.__file__, "exec", dont_inherit=True), names)
            if path[-1] not in names:
                raise Fault("unbound", "%s is not defined any more" % ".".join(path))
            self.nested[key] = names[path[-1]]
        return self.nested[key]


def inputs_of(module):
    """The public names of an inputs file, without what it imported: they read as keys and values."""
    for name in ("inputs", "INPUTS"):
        if hasattr(module, name):
            return getattr(module, name)
    return {name: value for name, value in vars(module).items() if is_public(name, value, module)}


def is_public(name, value, module):
    """Not a module, nor something else that was only imported: an inputs file takes functions from the source."""
    is_function = isinstance(value, (types.FunctionType, types.BuiltinFunctionType, type))
    is_imported = is_function and (getattr(module, "__file__", None) or "").endswith(".gradcheck.py") \
        and value.__module__ != module.__name__
    return not name.startswith("_") and not isinstance(value, (types.ModuleType, MissingThing)) and not is_imported


# ---------------------------------------------------------------------------------------------------------------
# Numbers: what counts as an array, and how its entries are read and assigned in place

def is_number(value):
    kind = type(value)
    if kind is float or kind is int:
        return True
    return np is not None and isinstance(value, (np.floating, np.integer))


def is_torch(value):
    return type(value).__module__.split(".")[0] == "torch" and hasattr(value, "detach") and hasattr(value, "numel")


def nested_shape(value):
    """Shape of a rectangular list of lists of numbers; None for anything else. Empty lists are none."""
    if type(value) is not list or not value:
        return None
    first = value[0]
    if type(first) is list:
        inner = nested_shape(first)
        if inner is None:
            return None
        for item in value:
            if type(item) is not list or nested_shape(item) != inner:
                return None
        return [len(value)] + inner
    for item in value:
        if not is_number(item):
            return None
    return [len(value)]


def is_array(value):
    return np is not None and isinstance(value, np.ndarray)


def is_numeric_array(value):
    return is_array(value) and value.dtype.kind in "fiu"


def shape_of(value):
    """Shape of a number or an array of numbers, else None."""
    if is_number(value):
        return []
    if is_array(value):
        return list(value.shape) if value.dtype.kind in "fiub" else None
    if type(value) is list:
        return nested_shape(value)
    if is_torch(value):
        return list(value.shape)
    return None


def flatten(value, into):
    for item in value:
        if type(item) is list:
            flatten(item, into)
        else:
            into.append(float(item))


def read_numbers(value):
    """Row-major float64 entries of a number or an array of numbers."""
    if is_number(value):
        return array("d", [value])
    if is_array(value):
        return array("d", np.ascontiguousarray(value, dtype=np.float64).tobytes())
    if type(value) is list:
        entries = array("d")
        flatten(value, entries)
        return entries
    return array("d", value.detach().cpu().double().contiguous().numpy().tobytes())


def all_numbers(value, depth=0):
    """Entries of everything numeric inside a value, in order: outputs may be tuples and lists of arrays."""
    if shape_of(value) is not None:
        return read_numbers(value)
    entries = array("d")
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    for item in items:
        if depth < 6:
            entries.extend(all_numbers(item, depth + 1))
    return entries


def build(entries, shape, storage):
    """An array of given entries for the user's code; no axes make a plain number."""
    if not shape:
        return np.float32(entries[0]) if storage == "float32" and np is not None else entries[0]
    if storage == "nested" or np is None and storage in ("float64", "ndarray", "float32"):
        return nest(entries, shape)
    if storage == "int32" and np is None:
        return nest([int(e) for e in entries], shape)
    if np is None:
        raise Fault("interpreter", "NumPy is not installed for %s, and the inputs are NumPy arrays. Run: %s -m pip "
                    "install numpy" % (sys.executable, sys.executable))
    if isinstance(storage, dict):
        if storage["library"] == "torch":
            import torch
            return torch.tensor(list(entries), dtype=torch.float64).reshape(shape)
        raise Fault("inputs", "arrays of %s cannot be built in Python" % storage["library"])
    dtype = {"float32": np.float32, "int32": np.int64}.get(storage, np.float64)
    result = np.array(entries, dtype=np.float64).reshape(shape).astype(dtype)
    return result


def build_integers(entries, shape, storage):
    """Labels and indices are of an integer type, whatever the storage of the rest."""
    whole = [int(entry) for entry in entries]
    if isinstance(storage, dict) and storage["library"] == "torch":
        import torch
        return torch.tensor(whole, dtype=torch.int64).reshape(shape)
    if storage == "nested" or np is None or not shape:
        return nest(whole, shape)
    return build(entries, shape, "int32" if isinstance(storage, str) else storage)


def nest(entries, shape):
    if not shape:
        return entries[0]
    if len(shape) == 1:
        return list(entries)
    width = len(entries) // shape[0] if shape[0] else 0
    return [nest(entries[i * width:(i + 1) * width], shape[1:]) for i in range(shape[0])]


def like(value, entries):
    """A fresh value in the form of another (same nesting, shape and dtype), with entries taken in order from an iterator."""
    if is_array(value):
        count = value.size
        dtype = value.dtype if value.dtype.kind == "f" else np.float64
        return np.array([next(entries) for _ in range(count)], dtype=np.float64).reshape(value.shape).astype(dtype)
    if is_number(value):
        entry = next(entries)
        return entry if type(value) in (int, float) or np is None or isinstance(value, np.integer) else type(value)(entry)
    if is_torch(value):
        import torch
        return torch.tensor([next(entries) for _ in range(value.numel())], dtype=value.dtype).reshape(value.shape)
    if isinstance(value, list):
        return [like(item, entries) for item in value]
    if isinstance(value, tuple):
        items = [like(item, entries) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, dict):
        return {key: like(item, entries) for key, item in value.items()}
    return value


# -- places: slots, keys of dicts, items of lists, attributes of objects

MISSING = object()


def step_into(value, key):
    if isinstance(value, dict):
        if key in value:
            return value[key]
        for known in value:  # keys that are no strings travel as strings
            if str(known) == str(key):
                return value[known]
        return MISSING
    if isinstance(key, int) or isinstance(key, str) and key.lstrip("-").isdigit() and not hasattr(value, key):
        try:
            return value[int(key)]
        except Exception:
            return MISSING
    try:
        return getattr(value, key)
    except Exception:
        return MISSING


def value_at(slots, at):
    if "*" in at["path"]:
        return values_of(slots, expand(slots, at))
    value = slots.get(at["slot"], MISSING)
    for key in at["path"]:
        if value is MISSING or value is None:
            return MISSING
        value = step_into(value, key)
    return value


def expand(slots, at):
    """The places that a path with '*' stands for: a list of places, nested as the lists of the value are."""
    path = at["path"]
    if "*" not in path:
        return at
    star = path.index("*")
    above = value_at(slots, dict(slot=at["slot"], path=path[:star]))
    count = len(above) if isinstance(above, (list, tuple)) else 0
    return [expand(slots, dict(slot=at["slot"], path=path[:star] + [i] + path[star + 1:])) for i in range(count)]


def values_of(slots, places):
    return [values_of(slots, place) for place in places] if isinstance(places, list) else value_at(slots, places)


def places_in_order(places):
    return [one for place in places for one in places_in_order(place)] if isinstance(places, list) else [places]


def real_key(container, key):
    if hasattr(container, "_fields") and key in container._fields:
        return container._fields.index(key)
    if isinstance(container, dict) and key not in container:
        return next((known for known in container if str(known) == str(key)), key)
    if isinstance(container, (list, tuple)) or is_array(container):
        return int(key)
    return key


def write_at(slots, at, value):
    """Assigns at a place. A tuple is built anew around the value and assigned where it came from."""
    if "*" in at["path"]:
        for place, entry in zip(places_in_order(expand(slots, at)), read_numbers(value)):
            write_at(slots, place, entry)
        return
    if not at["path"]:
        slots[at["slot"]] = value
        return
    key = at["path"][-1]
    above = dict(slot=at["slot"], path=at["path"][:-1])
    container = value_at(slots, above)
    if container is MISSING or container is None:
        raise Fault("unbound", "%s cannot be assigned: there is nothing to hold it" % format_path(at))
    if isinstance(container, tuple):
        items = list(container)
        items[real_key(container, key)] = value
        write_at(slots, above, type(container)(*items) if hasattr(container, "_fields") else tuple(items))
    elif isinstance(container, dict) or isinstance(container, list) or is_array(container):
        container[real_key(container, key)] = value
    else:
        setattr(container, key, value)


def format_path(at):
    text = at["slot"]
    for key in at["path"]:
        text += "[%s]" % key if isinstance(key, int) else ".%s" % key if str(key).isidentifier() else "[%r]" % key
    return text


# -- stores: one leaf, opened for assignment

class Store:
    """Entries of one number or array at a place, row-major. `set`, `read` and `write` depend on what stands there."""

    def __init__(self, slots, at, name):
        value = value_at(slots, at)
        self.at, self.name, self.value, self.slots = at, name, value, slots
        self.dtype = "float64"
        self.shape = shape_of(value)
        why = why_not(value, self.shape)
        if why:
            raise Fault("inputs", "%s cannot be checked: %s" % (name, why))
        self.size = 1
        for length in self.shape:
            self.size *= length
        self.is_starred = "*" in at["path"]
        if self.is_starred:
            self.open_starred()
        elif is_number(value):
            self.open_number(value)
        elif is_array(value):
            self.open_array(value)
        elif type(value) is list:
            self.open_nested(value)
        else:
            self.open_tensor(value)

    def open_starred(self):
        """Numbers of many objects, each in its own place."""
        stores = [Store(self.slots, place, self.name) for place in places_in_order(expand(self.slots, self.at))]

        def write(entries):
            for store, entry in zip(stores, entries):
                store.set(0, entry)
        self.set = lambda index, entry: stores[index].set(0, entry)
        self.write = write
        self.read = lambda: array("d", [store.read()[0] for store in stores])

    def open_number(self, value):
        slots, at = self.slots, self.at
        kind = type(value) if type(value) not in (int, float) and np is not None and isinstance(value, np.floating) else float
        if kind is not float and kind(1).dtype.itemsize < 8:
            self.dtype = "float32"
        container = slots if not at["path"] else value_at(slots, dict(slot=at["slot"], path=at["path"][:-1]))
        key = at["slot"] if not at["path"] else real_key(container, at["path"][-1])
        if isinstance(container, (dict, list)):
            def put(index, entry):
                container[key] = kind(entry)
        else:
            def put(index, entry):
                write_at(slots, at, kind(entry))
        self.set = put
        self.write = lambda entries: put(0, entries[0])
        self.read = lambda: array("d", [value_at(slots, at)])

    def open_array(self, value):
        if value.dtype.itemsize < 8:
            self.dtype = "float32"
        if not value.flags.writeable:
            try:
                value.flags.writeable = True
            except ValueError:
                raise Fault("inputs", "%s is a read-only NumPy array; make it a copy: np.array(%s)" % (self.name, self.name))
        # A view of one's own stays writable where user code makes the array read-only.
        own = value.view()
        flat = own.reshape(-1) if own.flags.c_contiguous else own.flat
        self.set = flat.__setitem__
        shape = value.shape

        def write(entries):
            own[...] = np.frombuffer(entries, dtype=np.float64).reshape(shape)
        self.write = write
        self.read = lambda: read_numbers(value)

    def open_nested(self, value):
        rows = []

        def gather(part):
            if type(part[0]) is list:
                for item in part:
                    gather(item)
            else:
                rows.append(part)
        gather(value)
        width = self.shape[-1]
        if len(rows) == 1:
            self.set = rows[0].__setitem__
        else:
            def put(index, entry):
                rows[index // width][index % width] = entry
            self.set = put

        def write(entries):
            for i, row in enumerate(rows):
                row[:] = entries[i * width:(i + 1) * width]
        self.write = write
        self.read = lambda: array("d", [float(entry) for row in rows for entry in row])

    def open_tensor(self, value):
        import torch
        if not str(value.dtype).endswith("float64"):
            self.dtype = "float32"
        flat = value.detach()
        if not flat.is_contiguous():
            raise Fault("inputs", "%s is a non-contiguous tensor; call .contiguous() on it" % self.name)
        flat = flat.view(-1)
        self.set = flat.__setitem__
        self.write = lambda entries: flat.copy_(torch.tensor(list(entries), dtype=torch.float64))
        self.read = lambda: read_numbers(value)

    def is_stale(self):
        """The user's code put another object in its place."""
        return self.shape != [] and not self.is_starred and value_at(self.slots, self.at) is not self.value


def why_not(value, shape):
    """Why a value cannot be a parameter, for people; None where it can."""
    if value is MISSING or value is None:
        return "nothing stands there" if value is MISSING else "it is None"
    if isinstance(value, bool):
        return "it is a bool"
    if is_array(value):
        if value.dtype.kind == "f":
            return None
        if value.dtype.kind in "iub":
            return "it holds integers (dtype %s), which cannot be changed by a small step; call .astype(float)" % value.dtype
        if value.dtype.kind == "O":
            return "it is an array of objects (dtype object): its rows differ in length, or it holds more than numbers"
        return "its dtype is %s" % value.dtype
    if is_torch(value):
        return None if value.dtype.is_floating_point else "it holds %s; call .double()" % value.dtype
    if shape is not None:
        return None
    if isinstance(value, list):
        return "it is an empty list" if not value else (
            "it is a list that holds more than numbers, or its rows differ in length")
    return "it is %s" % ("a tuple" if isinstance(value, tuple) else "a %s" % type(value).__name__)


# ---------------------------------------------------------------------------------------------------------------
# Descriptions: the structure of a value without its entries

DEEPEST = 8


def safe(number):
    number = float(number)
    return number if math.isfinite(number) else "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def members_of(value):
    """Items of a list or fields of an object, as many as are described."""
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return list(enumerate(value[:64]))
    return fields_of(value)[:200]


def homes_of(root):
    """
    Where each object of a class stands first, counted from a root: a graph whose nodes know each other is described
    once, at the shortest path to each of its nodes, and not along every way around.
    """
    homes, seen, queue = {}, {id(root)}, [root]
    for parent in queue:
        if len(seen) > MOST_OBJECTS:
            break
        for key, item in members_of(parent):
            if item is None or is_number(item) or isinstance(item, OPAQUE) or is_array(item) or id(item) in seen:
                continue
            seen.add(id(item))
            queue.append(item)
            if not isinstance(item, (dict, list, tuple)):
                homes[id(item)] = (id(parent), key)
    return homes


def describe(value, above=(), homes=None):
    if value is MISSING:
        return dict(kind="undefined")
    if value is None:
        return dict(kind="null")
    if isinstance(value, bool) or np is not None and isinstance(value, np.bool_):
        return dict(kind="boolean", value=bool(value))
    if is_number(value):
        return dict(kind="number", value=safe(value))
    if isinstance(value, str):
        return dict(kind="string", value=value[:200])
    if id(value) in above:
        return dict(kind="cyclic")
    shape = shape_of(value)
    if shape is not None:
        return describe_array(value, shape)
    if isinstance(value, (types.FunctionType, types.MethodType, types.BuiltinFunctionType, type)):
        return dict(kind="function", name=getattr(value, "__name__", ""), parameters=parameter_count(value))
    if len(above) >= DEEPEST:
        return dict(kind="too-deep")
    inside = above + (id(value),)
    if is_array(value):
        return dict(kind="other")
    if isinstance(value, types.ModuleType):
        return describe_module(value, inside) if not above else dict(kind="other")
    if homes is None:
        homes = homes_of(value)

    def inner(key, item):
        is_home = homes.get(id(item), (id(value), key)) == (id(value), key)
        return describe(item, inside, homes) if is_home or shape_of(item) is not None else dict(kind="cyclic")

    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return dict(kind="list", items=[inner(key, item) for key, item in members_of(value)])
    return describe_object(value, inner)


def describe_module(module, inside):
    """What a module has under public names, other modules left out."""
    entries = [[name, describe(item, inside)] for name, item in list(vars(module).items())
               if is_public(name, item, module)]
    return dict(kind="object", className=None, entries=entries[:400], methods=[])


def fields_of(value):
    if isinstance(value, dict):
        return [(str(key), item) for key, item in value.items() if isinstance(key, (str, int))]
    if hasattr(value, "_fields"):
        return [(name, getattr(value, name)) for name in value._fields]
    if isinstance(value, Variables):
        return [(name, value.__dict__[name]) for name in value.names if name in value.__dict__]
    found = list(getattr(value, "__dict__", {}).items())
    for kind in type(value).__mro__:
        slots = getattr(kind, "__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name) and not name.startswith("__"):
                found.append((name, getattr(value, name)))
    return [(name, item) for name, item in found if isinstance(name, str)]


def describe_object(value, inner):
    if isinstance(value, Spy):
        return dict(kind="object", className="Spy", entries=[], methods=value.methods)
    entries = [[key, inner(key, item)] for key, item in members_of(value)]
    is_dict = isinstance(value, dict)
    methods = [] if is_dict else [name for name in dir(type(value)) if not name.startswith("__")
                                  and callable(getattr(type(value), name, None))]
    return dict(kind="object", className=None if is_dict else type(value).__name__, entries=entries, methods=methods[:200])


def parameter_count(value):
    try:
        signature = inspect.signature(value)
    except Exception:
        return 0
    return len([p for p in signature.parameters.values() if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)])


def storage_of(value):
    if is_array(value):
        if value.dtype.kind in "iub":
            return "int32"
        return "float32" if value.dtype.itemsize < 8 else "ndarray"
    return dict(library="torch") if is_torch(value) else "nested"


def describe_array(value, shape):
    entries = read_numbers(value)
    if np is not None:
        flat = np.frombuffer(entries, dtype=np.float64) if len(entries) else np.zeros(0)
        finite = bool(np.isfinite(flat).all())
        integer = finite and bool((flat == np.floor(flat)).all())
        low, high = (float(flat.min()), float(flat.max())) if finite and len(entries) else (None, None)
    else:
        finite = all(math.isfinite(entry) for entry in entries)
        integer = finite and all(entry == math.floor(entry) for entry in entries)
        low, high = (min(entries), max(entries)) if finite and len(entries) else (None, None)
    return dict(kind="array", shape=shape, storage=storage_of(value), finite=finite, integer=integer, minimum=low, maximum=high)


# ---------------------------------------------------------------------------------------------------------------
# Snapshots: what places held at one moment

MOST_OBJECTS = 5000
OPAQUE = (types.ModuleType, types.FunctionType, types.MethodType, types.BuiltinFunctionType, type, str, bytes)


class Snapshot:
    """Remembers numbers and which object stood where; tells what changed, and puts it back by assignment."""

    def __init__(self, slots, names):
        self.slots = slots
        self.arrays = []  # (place, array or row of numbers, copy)
        self.containers = []  # (place, container, shallow copy of its items)
        self.seen = set()
        self.top = {name: slots[name] for name in names if name in slots}
        for name, value in self.top.items():
            self.remember(value, dict(slot=name, path=[]))

    def remember(self, value, at):
        if id(value) in self.seen or len(self.seen) > MOST_OBJECTS or isinstance(value, OPAQUE) or len(at["path"]) > 10:
            return
        if is_number(value) or value is None or isinstance(value, bool):
            return
        self.seen.add(id(value))
        if is_array(value):
            if value.dtype.kind != "O":
                self.arrays.append((at, value, value.copy()))
        elif is_torch(value):
            self.arrays.append((at, value, value.detach().clone()))
        elif nested_shape(value) is not None:
            self.remember_rows(value, at)
        else:
            members = self.members(value)
            if members is not None:
                self.containers.append((at, value, dict(members)))
                for key, item in members.items():
                    self.remember(item, dict(slot=at["slot"], path=at["path"] + [key]))

    def remember_rows(self, value, at):
        """Rows keep their identity when they are put back: stores hold on to them."""
        if type(value[0]) is not list:
            self.arrays.append((at, value, list(value)))
            return
        self.containers.append((at, value, dict(enumerate(value))))
        for row in value:
            self.remember_rows(row, at)

    @staticmethod
    def members(value):
        if isinstance(value, dict):
            return value
        if isinstance(value, (list, tuple)):
            return dict(enumerate(value))
        return getattr(value, "__dict__", None)

    def changes(self):
        found = [at for at, value, copy in self.arrays if not same(value, copy)]
        for at, value, before in self.containers:
            now = self.members(value)
            for key, item in now.items():
                if key in before and before[key] is item:
                    continue
                if is_number(item) and key in before and is_number(before[key]) and item == before[key]:
                    continue
                if key in before and shape_of(item) is not None and same(item, before[key]):
                    continue
                found.extend(numeric_places(item, dict(slot=at["slot"], path=at["path"] + [key])))
        for name, before in self.top.items():
            if self.slots.get(name) is not before and shape_of(before) is not None and not same(self.slots.get(name), before):
                found.append(dict(slot=name, path=[]))
        unique = {json.dumps([at["slot"]] + [str(k) for k in at["path"]]): at for at in found}
        return [dict(slot=at["slot"], path=[k if isinstance(k, (int, str)) else str(k) for k in at["path"]])
                for at in unique.values()]

    def changed(self):
        """A snapshot of only what has changed by now, for putting back again and again."""
        some = Snapshot(self.slots, [])
        some.arrays = [entry for entry in self.arrays if not same(entry[1], entry[2])]
        some.containers = [entry for entry in self.containers if not self.is_unchanged(entry)]
        some.top = {name: value for name, value in self.top.items() if self.slots.get(name) is not value}
        return some

    def is_unchanged(self, entry):
        _, value, before = entry
        now = self.members(value)
        return len(now) == len(before) and all(key in now and now[key] is item for key, item in before.items())

    def shrink_lists(self):
        """Lists that every forward appends to (caches of past calls) get their first length back."""
        for _, value, before in self.containers:
            if isinstance(value, list) and len(value) > len(before):
                value[:] = list(before.values())

    def is_empty(self):
        return not (self.arrays or self.containers or self.top)

    def restore(self):
        """Puts every number, item and attribute back; attributes and items that are new since are taken away."""
        for at, value, copy in self.arrays:
            if is_array(value):
                try:
                    value[...] = copy
                except ValueError:
                    pass  # read-only: it cannot have changed
            elif is_torch(value):
                value.detach().copy_(copy)
            else:
                value[:] = copy
        for at, value, before in self.containers:
            if isinstance(value, list):
                value[:] = list(before.values())
            elif not isinstance(value, tuple):
                members = self.members(value)
                members.clear()
                members.update(before)
        for name, before in self.top.items():
            self.slots[name] = before


def same(a, b):
    left, right = shape_of(a), shape_of(b)
    return left is not None and left == right and read_numbers(a).tobytes() == read_numbers(b).tobytes()


def numeric_places(value, at, depth=0):
    if shape_of(value) is not None:
        return [at]
    if depth > 4 or isinstance(value, OPAQUE):
        return []
    members = Snapshot.members(value) or {}
    return [place for key, item in list(members.items())[:100]
            for place in numeric_places(item, dict(slot=at["slot"], path=at["path"] + [key]), depth + 1)]


# ---------------------------------------------------------------------------------------------------------------
# Plans: steps compiled to one Python function per stage

class Unset:
    """An argument that is left out, so that its default holds."""


UNSET = Unset()


class Variables:
    """Some variables of a module as an object whose attributes are the variables themselves, not copies."""

    __slots__ = ("__dict__", "names")

    def __init__(self, module, names):
        self.names = names
        self.__dict__ = module.__dict__


class Spy:
    """Records what its methods are given, in place of an optimiser; copies of it record into the same list."""

    def __init__(self, methods, returns):
        self.recorded = []
        self.methods = methods
        for name in methods:
            setattr(self, name, self.method(name, returns))

    def method(self, name, returns):
        def record(*args, **kwargs):
            given = list(args) + list(kwargs.values())
            self.recorded.append((name, [(value, numbers_or_none(value)) for value in given]))
            if returns == "whole-number":
                return random.randint(0, 2)
            return given[0] if returns == "first-argument" and given else None
        return record

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class Recorder:
    """Its `record`, put in the place of a method, keeps what it was given last as attributes of these names."""

    def __init__(self, names):
        def record(*args, **kwargs):
            for name, value in list(zip(names, args)) + list(kwargs.items()):
                setattr(self, name, value)
        self.record = record


def numbers_or_none(value):
    shape = shape_of(value)
    return None if shape is None else (shape, read_numbers(value))


class Mulberry:
    """The seeded generator of the host (mulberry32 behind FNV-1a), for functions that draw numbers one by one."""

    def __init__(self, seed, key):
        start = (0x811C9DC5 ^ (seed * 0x9E3779B1)) & 0xFFFFFFFF
        for byte in key.encode("utf-8"):
            start = ((start ^ byte) * 0x01000193) & 0xFFFFFFFF
        self.start = self.state = start

    def reset(self):
        self.state = self.start

    def next(self):
        self.state = (self.state + 0x6D2B79F5) & 0xFFFFFFFF
        t = self.state
        t = ((t ^ (t >> 15)) * (1 | t)) & 0xFFFFFFFF
        t = ((t + (((t ^ (t >> 7)) * (61 | t)) & 0xFFFFFFFF)) & 0xFFFFFFFF) ^ t
        return (t ^ (t >> 14)) / 4294967296.0

    def draw(self, *sizes):
        """One number in [0, 1); where sizes are asked for, as of an initialiser of weights, an array on both sides of 0."""
        shape = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], (list, tuple)) else sizes
        if np is None or not shape or not all(isinstance(size, (int, np.integer)) for size in shape):
            return self.next()
        entries = [2 * self.next() - 1 for _ in range(int(np.prod(shape)))]
        return np.array(entries).reshape([int(size) for size in shape])


def seed_everything(seed):
    random.seed(seed)
    if np is not None:
        np.random.seed(seed & 0xFFFFFFFF)
    torch = sys.modules.get("torch")
    if torch is not None and not isinstance(torch, MissingModule) and hasattr(torch, "manual_seed"):
        torch.manual_seed(seed)


def wait(result):
    """Runs a coroutine to its end; anything else is handed on."""
    if inspect.iscoroutine(result):
        import asyncio
        return asyncio.run(result)
    return result


def invoke(function, args):
    """Calls with some arguments left out, and with keyword-only parameters by their names."""
    while args and args[-1] is UNSET:
        args = args[:-1]
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return wait(function(*[arg for arg in args if arg is not UNSET]))
    positional, named = [], {}
    takes = [p for p in parameters if p.kind is not p.VAR_KEYWORD]
    for i, arg in enumerate(args):
        parameter = takes[i] if i < len(takes) else None
        if arg is UNSET:
            continue
        if parameter is None or parameter.kind is parameter.VAR_POSITIONAL and i >= len(takes) - 1:
            positional.append(arg)
        elif len(positional) == i and parameter.kind is not parameter.KEYWORD_ONLY:
            positional.append(arg)
        else:
            named[parameter.name] = arg
    return wait(function(*positional, **named))


def is_plain_function(function):
    """True where positional arguments are all there is to calling it."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return True
    return not inspect.iscoroutinefunction(function) and not any(p.kind is p.KEYWORD_ONLY for p in parameters)


class Context:
    """What torch.autograd.Function's forward and backward share, where they are called by hand."""

    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors

    mark_dirty = mark_non_differentiable = set_materialize_grads = lambda self, *args: None
    needs_input_grad = (True,) * 32


def takes_context(function):
    try:
        return list(inspect.signature(function).parameters)[:1] in (["ctx"], ["context"])
    except (TypeError, ValueError):
        return False


def is_autograd_function(owner):
    return isinstance(owner, type) and any(kind.__name__ == "Function" and "torch" in kind.__module__ for kind in owner.__mro__)


def sets_context_up(owner):
    """The newer form: forward is handed no context, and `setup_context(ctx, inputs, output)` fills it."""
    own = getattr(owner, "setup_context", None)
    return is_autograd_function(owner) and callable(own) and not str(getattr(own, "__module__", "")).startswith("torch")


class Program:
    """A plan over one set of slots. Each stage is compiled to a function over the slots, so that a cost costs little."""

    def __init__(self, host, plan):
        self.host = host
        self.plan = plan
        self.seed = plan["seed"]
        self.slots = {}
        self.outputs = plan["outputs"]
        self.weights = [None] * len(self.outputs)
        self.randoms = []
        # What backward is handed is this times w; the cost stays as it is.
        self.scale = 1
        self.spies = []
        self.contexts = {}
        self.built = {}
        self.step = 0
        self.stages = {}
        self.generators = []

    # -- running

    def run(self, stage):
        if stage not in self.stages:
            self.stages[stage] = self.compile(stage)
        try:
            self.stages[stage](self.slots)
        except BaseException as error:
            self.step = self.failed_step(error)
            raise

    @staticmethod
    def failed_step(error):
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == PLAN_FILE]
        return frames[-1].lineno - 2 if frames else 0

    def recompile(self):
        """Forward and backward ran once: what stands in the slots tells how to get at it directly."""
        self.stages.pop("forward", None)
        self.stages.pop("backward", None)

    def compile(self, stage, tail=None, more=None):
        """A function over the slots that runs a stage; `tail` is a last line of it, over the names in `more`."""
        names = dict(value_at=value_at, write_at=write_at, invoke=invoke, wait=wait, like=like, upstream=self.upstream,
                     filled=self.filled, fill=self.fill, member=member, UNSET=UNSET, constant=self.constant)
        lines = ["def run(S):"]
        for i, step in enumerate(self.plan[stage]):
            lines.append("  " + self.compile_step(step, names, "%s%d" % (stage, i), stage))
        if tail:
            names.update(more)
            lines.append("  return " + tail)
        if len(lines) == 1:
            lines.append("  pass")
        exec(compile("\n".join(lines), PLAN_FILE, "exec"), names)
        return names["run"]

    def compile_step(self, step, names, key, stage):
        kind = step["kind"]
        if kind == "call":
            return "S[%r] = %s" % (step["into"], self.compile_call(step, names, key, stage))
        if kind == "value":
            return "S[%r] = %s" % (step["into"], self.compile_value(step["value"], names, key, stage))
        place = self.name(names, key + "_at", step["at"])
        if kind == "assign":
            return "write_at(S, %s, %s)" % (place, self.compile_value(step["value"], names, key, stage))
        if kind == "fill":
            return "fill(%s, %s)" % (place, self.name(names, key + "_fill", step))
        raise Fault("internal", "a plan has an unknown step: %s" % kind)

    @staticmethod
    def name(names, key, value):
        key = "c_" + "".join(c if c.isalnum() else "_" for c in key)
        names[key] = value
        return key

    def compile_call(self, step, names, key, stage):
        callee = step["callee"]
        args = [self.compile_value(arg, names, "%s_%d" % (key, i), stage) for i, arg in enumerate(step["args"])]
        while args and args[-1] == "UNSET":
            args.pop()
        function = None
        if callee["kind"] in ("ref", "construct"):
            function = self.host.loader.resolve(callee["ref"])
            function, extra = self.with_context(function, callee["ref"])
            if not callable(function):
                raise Fault("unbound", "%s is not a function" % reach_name(callee["ref"]["reach"]))
            text = self.name(names, key + "_f", function)
            if extra:
                return "%s(%s)" % (text, ", ".join([self.name(names, key + "_ctx", extra) + "()"] + args))
        elif callee["kind"] == "method":
            on = value_at(self.slots, callee["on"])
            function = getattr(on, callee["name"], None) if on is not MISSING and not isinstance(on, dict) else None
            if callable(function) and callee["name"].isidentifier():
                text = "%s.%s" % (self.expression(callee["on"], names, key), callee["name"])
            else:
                function = None
                text = "member(%s, %r, %s)" % (self.expression(callee["on"], names, key), callee["name"],
                                               self.name(names, key + "_on", callee["on"]))
        else:
            text = self.expression(callee["at"], names, key)
            closure = value_at(self.slots, callee["at"])
            function = closure if callable(closure) else None
        if "UNSET" in args or function is None or not is_plain_function(function):
            return "invoke(%s, [%s])" % (text, ", ".join(args))
        return "%s(%s)" % (text, ", ".join(args))

    def with_context(self, function, ref):
        """torch.autograd.Function: forward gets a new context, backward the last one."""
        reach = ref["reach"]
        if reach["kind"] != "method":
            return function, None
        owner = self.host.loader.resolve(dict(module=ref["module"], reach=reach["owner"]))
        if reach["name"] == "forward" and sets_context_up(owner):
            def forward(*args):
                output = function(*args)
                self.contexts[owner] = Context()
                owner.setup_context(self.contexts[owner], args, output)
                return output
            return forward, None
        if not (is_autograd_function(owner) or reach["isStatic"] and takes_context(function)):
            return function, None
        if reach["name"] == "forward":
            def new():
                self.contexts[owner] = Context()
                return self.contexts[owner]
            return function, new
        return function, lambda: self.contexts.get(owner) or Context()

    # -- values

    def compile_value(self, value, names, key, stage):
        kind = value["kind"]
        if kind == "undefined":
            return "UNSET"
        if kind == "slot":
            return self.expression(value["at"], names, key)
        if kind == "upstream":
            return "upstream(%d)" % value["output"]
        if kind == "like":
            return "filled(%s, %r)" % (self.expression(value["at"], names, key), value["value"])
        if kind == "random":
            return self.name(names, key, self.random(value["key"], stage, key))
        if kind == "object" and not is_constant(value):
            return "{%s}" % ", ".join("%r: %s" % (name, self.compile_value(entry, names, "%s_%d" % (key, i), stage))
                                      for i, (name, entry) in enumerate(value["entries"]))
        if kind == "list" and not is_constant(value):
            return "[%s]" % ", ".join(self.compile_value(item, names, "%s_%d" % (key, i), stage)
                                      for i, item in enumerate(value["items"]))
        return self.name(names, key, self.constant(value, key))

    def constant(self, value, key):
        """Builds a value that no slot has a part in; once, however often its stage is compiled."""
        if key not in self.built:
            self.built[key] = self.make(value)
        return self.built[key]

    def make(self, value):
        kind = value["kind"]
        if kind == "json":
            return json.loads(json.dumps(value["value"])) if isinstance(value["value"], (dict, list)) else value["value"]
        if kind == "array":
            entries = self.host.ask(dict(ask="array", seed=self.seed, key=value["key"], shape=value["shape"], fill=value["fill"]))
            if value["fill"]["kind"] == "integer":
                return build_integers(entries, value["shape"], value["storage"])
            return build(entries, value["shape"], value["storage"])
        if kind == "object":
            return {name: self.make(entry) for name, entry in value["entries"]}
        if kind == "list":
            return [self.make(item) for item in value["items"]]
        if kind == "ref":
            return self.host.loader.resolve(value["ref"])
        if kind == "variables":
            return Variables(self.host.loader.load(value["module"]), value["names"])
        if kind == "spy":
            spy = Spy(value["methods"], value["returns"])
            self.spies.append(spy)
            return spy
        if kind == "recorder":
            return Recorder(value["names"])
        if kind == "undefined":
            return None
        raise Fault("internal", "a plan has an unknown value: %s" % kind)

    def random(self, key, stage, place):
        if place not in self.built:
            generator = Mulberry(self.seed, "random:" + key)
            self.randoms.append(generator)
            self.built[place] = generator.draw
        return self.built[place]

    def expression(self, at, names, key):
        """Python text that gets at a place; direct where what stands there now shows how."""
        if "*" in at["path"]:
            return "value_at(S, %s)" % self.name(names, "%s_place%d" % (key, len(names)), at)
        text = "S[%r]" % at["slot"]
        value = self.slots.get(at["slot"], MISSING)
        for step in at["path"]:
            if isinstance(value, (list, tuple)) and isinstance(step, int) and -len(value) <= step < len(value):
                text, value = "%s[%d]" % (text, step), value[step]
            elif isinstance(value, dict) and step in value:
                text, value = "%s[%r]" % (text, step), value[step]
            elif not isinstance(value, dict) and isinstance(step, str) and step.isidentifier() and hasattr(value, step):
                text, value = "%s.%s" % (text, step), getattr(value, step)
            else:
                return "value_at(S, %s)" % self.name(names, "%s_place%d" % (key, len(names)), at)
        return text

    # -- upstream gradients, out-parameters, fills

    def weight(self, output):
        if self.weights[output] is None:
            value = value_at(self.slots, self.outputs[output])
            size = len(all_numbers(value))
            if size == 0:
                raise Fault("shape", "forward returned no numbers where an array was expected (%s): what it returns cannot be "
                            "a cost" % ("None" if value is None else type(value).__name__))
            self.weights[output] = self.host.ask(dict(
                ask="upstream", seed=self.seed, output=output, size=size, classes=(shape_of(value) or [size])[-1],
                upstream=self.plan.get("cost", {}).get("upstream")))
        return self.weights[output]

    def upstream(self, output):
        """A fresh scale · w in the form of its output: user code may overwrite what it is given."""
        weights = self.weight(output)
        scaled = weights if self.scale == 1 else [self.scale * entry for entry in weights]
        return like(value_at(self.slots, self.outputs[output]), iter(scaled))

    @staticmethod
    def filled(value, entry):
        def forever():
            while True:
                yield entry
        return like(value, forever())

    def fill(self, at, step):
        value = value_at(self.slots, at)
        shape = shape_of(value)
        if shape is None:
            raise Fault("unbound", "%s is not an array of numbers" % format_path(at))
        entries = self.host.ask(dict(ask="array", seed=self.seed, key=step["key"], shape=shape, fill=step["fill"]))
        if is_number(value):
            write_at(self.slots, at, type(value)(entries[0]) if not isinstance(value, int) else entries[0])
        elif is_array(value) and value.dtype.kind in "iu":
            write_at(self.slots, at, build(entries, shape, "ndarray"))
        else:
            Store(self.slots, at, format_path(at)).write(entries)

    # -- randomness of the user's own

    def remember_generators(self):
        """Seeded generators that the module or its objects own: their states, to start them again."""
        self.generators = []
        places = [vars(m) for m in list(sys.modules.values()) if self.host.loader.owns(getattr(m, "__file__", None) or "/")]
        places += [getattr(v, "__dict__", {}) for v in self.slots.values()]
        for place in places:
            for value in list(place.values()):
                if isinstance(value, random.Random):
                    self.generators.append((value.setstate, value.getstate()))
                elif np is not None and isinstance(value, np.random.RandomState):
                    self.generators.append((value.set_state, value.get_state()))
                elif np is not None and isinstance(value, np.random.Generator):
                    bits = value.bit_generator
                    self.generators.append((lambda state, bits=bits: setattr(bits, "state", state), bits.state))

    def reseed(self):
        seed_everything(self.seed)
        for set_state, state in self.generators:
            set_state(state)

    def restart_randoms(self):
        for generator in self.randoms:
            generator.reset()


def member(value, name, at):
    found = step_into(value, name) if value is not MISSING and value is not None else MISSING
    if not callable(found):
        raise Fault("unbound", "%s.%s is not a function" % (format_path(at), name))
    return found


def reach_name(reach):
    return ".".join(reach["path"]) if reach["kind"] == "export" else reach["name"]


def is_constant(value):
    if value["kind"] == "object":
        return all(is_constant(entry) for _, entry in value["entries"])
    if value["kind"] == "list":
        return all(is_constant(item) for item in value["items"])
    return value["kind"] not in ("slot", "upstream", "like", "random")


def stage_names(plan):
    def last_call(steps, default):
        calls = [step["callee"] for step in steps if step["kind"] == "call"]
        callee = calls[-1] if calls else None
        if callee and callee["kind"] == "method":
            return callee["name"]
        return reach_name(callee["ref"]["reach"]) if callee and callee["kind"] in ("ref", "construct") else default
    return dict(load="Loading", setup="The set-up", forward=last_call(plan["forward"], "Forward"),
                backward=last_call(plan["backward"], "Backward"))


# ---------------------------------------------------------------------------------------------------------------
# Costs

def scalar(value, at):
    if type(value) is float:
        return value
    if is_number(value) or isinstance(value, bool):
        return float(value)
    if is_array(value) and value.size == 1:
        return float(value.reshape(-1)[0])
    entries = all_numbers(value)
    if not len(entries):
        raise Fault("shape", "the cost (%s) is not a number: %s" % (
            format_path(at), why_not(value, shape_of(value)) or "it is empty"))
    return math.fsum(entries) if np is None else float(np.frombuffer(entries).sum())


def contract(value, weight):
    """The sum of w · entries."""
    if is_number(value):
        return weight[0] * float(value)
    if is_array(value) and value.dtype.kind in "fiub":
        flat = value.reshape(-1)
    else:
        flat = all_numbers(value)
    if len(flat) != len(weight):
        raise Fault("shape", "the size of forward's output changed from %d to %d while it ran" % (len(weight), len(flat)))
    if np is not None:
        return float(np.dot(np.asarray(flat, dtype=np.float64), weight))
    return sum(w * entry for w, entry in zip(weight, flat))


def contract_logs(value, weight):
    """The sum of w · ln(entries)."""
    return sum(w * math.log(entry) for w, entry in zip(weight, all_numbers(value)))


def contraction_of(cost):
    return contract_logs if cost.get("upstream") == "before-softmax" else contract


def label_rows(t, y, classes, at):
    """Integer labels, one per sample, as one-hot entries; anything else as it is."""
    count = len(y) // classes if classes else 0
    if len(t) == len(y) or len(t) != count:
        return t
    entries = [0.0] * len(y)
    for line in range(count):
        entries[at(line, int(t[line]))] = 1.0
    return entries


def formula_cost(cost, slots):
    """A textbook loss of an output against a target."""
    output, target = value_at(slots, cost["output"]), value_at(slots, cost["target"])
    shape = shape_of(output)
    if shape is None or shape_of(target) is None:
        raise Fault("shape", "forward's output or the target holds no numbers that a loss could be computed of")
    y, t, formula = read_numbers(output), read_numbers(target), cost["formula"]
    first = formula.endswith("-columns")
    classes = (shape[0] if first else shape[-1]) if shape else 1
    count = len(y) // classes if classes else 0

    def at(line, index):
        return index * count + line if first else line * classes + index

    if "cross-entropy" in formula and formula != "binary-cross-entropy":
        t = label_rows(t, y, classes, at)
    if len(y) != len(t):
        raise Fault("shape", "forward's output has shape %s, the target has %s" % (shape, shape_of(target)))
    if formula == "squared-error":
        total = sum((a - b) ** 2 for a, b in zip(y, t))
    elif formula == "binary-cross-entropy":
        total = sum(-(b * log(a) + (1 - b) * log(1 - a)) for a, b in zip(y, t))
    else:
        if formula.startswith("softmax"):
            y = [entry for entry in log_softmax(y, count, classes, at)]
            total = sum(-b * a for a, b in zip(y, t) if b != 0)
        else:
            total = sum(-b * log(a) for a, b in zip(y, t) if b != 0)
    return cost["scale"] * total


def log(number):
    return math.log(number) if number > 0 else -math.inf if number == 0 else math.nan


def log_softmax(y, count, classes, at):
    logs = [0.0] * len(y)
    for line in range(count):
        row = [y[at(line, i)] for i in range(classes)]
        largest = max(row)
        total = math.log(sum(math.exp(entry - largest) for entry in row))
        for i, entry in enumerate(row):
            logs[at(line, i)] = entry - largest - total
    return logs


# ---------------------------------------------------------------------------------------------------------------
# Targets

class Target:
    """A plan opened for costs and gradients."""

    def __init__(self, host, plan):
        self.plan = plan
        cost = plan["cost"]
        plan["outputs"] = cost["outputs"] if cost["kind"] == "contraction" else []
        self.names = stage_names(plan)
        self.doing = self.names["load"]
        self.program = Program(host, plan)
        self.slots = self.program.slots
        seed_everything(plan["seed"])
        self.program.compile("setup")
        self.doing = self.names["setup"]
        self.program.run("setup")
        self.doing = self.names["forward"]
        if any(shape_of(value_at(self.slots, leaf["at"])) is None for leaf in plan["leaves"]):
            self.program.run("forward")
        self.stores = [Store(self.slots, leaf["at"], leaf["name"]) for leaf in plan["leaves"]]
        self.offsets = []
        size = 0
        for store in self.stores:
            self.offsets.append(size)
            size += store.size
        self.start = self.read_now()
        self.current = self.start
        self.snapshot = Snapshot(self.slots, list(self.slots))
        self.structure = [(leaf["at"], value_at(self.slots, leaf["at"])) for leaf in plan["leaves"]]
        self.program.remember_generators()
        self.remedies = dict(reseed=False, restore=False, clear=False)
        self.volatile = None
        self.places = {}
        self.sort_places()
        self.settle()

    def settle(self):
        """One forward fixes the upstream gradients and shows where the cost stands; what it changed is put back."""
        self.program.run("forward")
        self.cost_of(self.plan["cost"])
        cost = self.plan["cost"]
        at = None if cost["kind"] == "scalar" else cost["output"] if cost["kind"] == "formula" else (cost["outputs"] or [None])[0]
        value = value_at(self.slots, at) if at else 0.0
        self.output_shape = shape_of(value) if shape_of(value) is not None else [len(all_numbers(value))]
        self.program.recompile()
        self.run_cost = self.program.compile("forward", *self.compile_cost(cost))
        self.snapshot.restore()
        if self.program.generators:
            self.program.reseed()

    # -- costs

    def cost_of(self, cost):
        if cost["kind"] == "scalar":
            return scalar(value_at(self.slots, cost["at"]), cost["at"])
        if cost["kind"] == "formula":
            return formula_cost(cost, self.slots)
        contracted = contraction_of(cost)
        return sum(contracted(value_at(self.slots, at), self.program.weight(i)) for i, at in enumerate(cost["outputs"]))

    def compile_cost(self, cost):
        """Python text of the cost that a forward left in the slots S, and the names in it."""
        names = dict(value_at=value_at, scalar=scalar, contract=contraction_of(cost), formula_cost=formula_cost)
        if cost["kind"] == "formula":
            return "formula_cost(%s, S)" % self.program.name(names, "formula", cost), names
        if cost["kind"] == "scalar":
            place = self.program.name(names, "at", cost["at"])
            value = self.program.expression(cost["at"], names, "cost")
            if cost["at"]["path"]:
                return "scalar(%s, %s)" % (value, place), names
            # A plain float, the usual cost, needs no further call.
            return "%s if type(%s) is float else scalar(%s, %s)" % (value, value, value, place), names
        parts = ["0.0"]
        for i, at in enumerate(cost["outputs"]):
            weight = self.program.weight(i)
            weight = weight if np is None else np.frombuffer(weight, dtype=np.float64)
            parts.append("contract(%s, %s)" % (self.program.expression(at, names, "cost%d" % i),
                                               self.program.name(names, "w%d" % i, weight)))
        return " + ".join(parts), names

    # -- θ

    def read_now(self):
        theta = array("d")
        for leaf, store in zip(self.plan["leaves"], self.stores):
            now = Store(self.slots, leaf["at"], leaf["name"])
            if now.size != store.size:
                raise Fault("shape", "%s changed its size from %d to %d while it ran" % (leaf["name"], store.size, now.size))
            theta.extend(now.read())
        return theta

    def write(self, theta):
        for store, offset in zip(self.stores, self.offsets):
            store.write(theta[offset:offset + store.size])

    def go_to(self, base):
        theta = self.start if base is None else base
        if theta is not self.current:
            self.write(theta)
            self.current = theta
        return theta

    def reinstate(self):
        """Puts the very objects back that held the entries at first, then assigns θ."""
        for at, value in self.structure:
            if "*" not in at["path"] and value_at(self.slots, at) is not value:
                write_at(self.slots, at, value)
        self.write(self.current)

    # -- before every forward

    def is_prepared(self):
        return not (self.volatile or self.remedies["reseed"] or self.program.randoms)

    def prepare(self):
        self.program.restart_randoms()
        if self.remedies["reseed"]:
            self.program.reseed()
        if self.volatile:
            self.volatile.restore()
            self.write(self.current)

    def sort_places(self):
        made = {step["into"] for step in self.plan["forward"] if step["kind"] in ("call", "value")}
        also = {step["into"] for step in self.plan["backward"] if step["kind"] in ("call", "value")}
        self.clear_before = [at for at in self.plan["clear"] if at["slot"] not in made]
        self.clear_after = [at for at in self.plan["clear"] if at["slot"] in made]
        self.clear_gradients = [g["at"] for g in self.plan["gradients"]
                                if g["kind"] == "value" and g["at"]["slot"] not in made | also]

    def clear(self, places):
        for at in places:
            value = value_at(self.slots, at)
            if is_number(value):
                write_at(self.slots, at, type(value)(0))
            elif is_array(value) or is_torch(value):
                value.detach().zero_() if is_torch(value) else value.fill(0)
            elif "*" in at["path"]:
                write_at(self.slots, at, [0.0] * len(all_numbers(value)))
            elif value is not MISSING and value is not None:
                zero_list(value)

    def remedy(self, remedies):
        self.remedies = dict(remedies, restore=False)
        self.volatile = None
        if not remedies["restore"]:
            return
        self.go_to(None)
        self.snapshot.restore()
        try:
            self.program.run("forward")
            self.program.run("backward")
            restore_builtins()
        except Exception:
            pass  # what was changed until then is put back as well
        self.volatile = self.snapshot.changed()
        self.remedies = dict(remedies)
        self.snapshot.restore()
        self.reinstate()

    # -- the three verbs

    def describe(self):
        self.go_to(None)
        leaves = []
        for leaf, store, offset in zip(self.plan["leaves"], self.stores, self.offsets):
            leaves.append(dict(name=leaf["name"], layer=leaf["layer"], role=leaf["role"], gradientName=leaf["gradientName"],
                               isUpdate=leaf.get("isUpdate", False),
                               shape=store.shape, offset=offset, size=store.size, dtype=store.dtype))
        return dict(leaves=leaves, outputShape=self.output_shape), self.read_now()

    def costs(self, message, blob, base):
        """Costs of a batch; stops at the first point that raises."""
        self.doing = self.names["forward"]
        values = array("d")
        moves = getattr(self, "moves_" + message["points"])(message, blob, self.go_to(base))
        run, slots, append = self.run_cost, self.slots, values.append
        prepare = None if self.is_prepared() else self.prepare
        put = index = before = None
        try:
            for put, points in moves:
                # Everything in this loop runs once per cost.
                for index, entry, before in points:
                    if prepare is not None:
                        prepare()
                    put(index, entry)
                    append(run(slots))
                    put(index, before)
        except BaseException as error:
            if put is not None and index is not None:
                put(index, before)
            return values, fault_of(error, self.names["forward"])
        finally:
            self.mend()
        return values, None

    def mend(self):
        """A forward that puts new arrays in the place of its parameters would be asked about the old ones from then on."""
        if any(store.is_stale() for store in self.stores):
            self.reinstate()

    # The points of a batch, as (put, [(index, entry, before), …]) for each leaf in turn: put(index, entry) goes to one,
    # put(index, before) comes back.

    def moves_base(self, message, blob, theta):
        def stay(index, entry):
            pass
        return [(stay, [(0, 0.0, 0.0)] * message["count"])]

    def moves_entries(self, message, blob, theta):
        count = message["count"]
        entries = array("d")
        entries.frombytes(blob[:8 * count])
        indices = array("i")
        indices.frombytes(blob[8 * count:12 * count])
        first = 0
        while first < count:
            leaf = max(i for i, offset in enumerate(self.offsets) if offset <= indices[first] and self.stores[i].size)
            low, high = self.offsets[leaf], self.offsets[leaf] + self.stores[leaf].size
            last = first
            if first == 0 and low <= min(indices) and max(indices) < high:
                last = count  # all in one leaf, as in a sweep
            while last < count and low <= indices[last] < high:
                last += 1
            flat = indices[first:last]
            before = [theta[i] for i in flat]
            yield self.stores[leaf].set, list(zip([i - low for i in flat], entries[first:last], before))
            first = last

    def moves_line(self, message, blob, theta):
        store, offset = self.stores[message["leaf"]], self.offsets[message["leaf"]]
        count, size = message["count"], store.size
        steps, direction = array("d"), array("f")
        steps.frombytes(blob[:8 * count])
        direction.frombytes(blob[8 * count:8 * count + 4 * size])
        before = theta[offset:offset + size]
        if np is not None:
            origin = np.frombuffer(before, dtype=np.float64)
            along = np.frombuffer(direction, dtype=np.float32).astype(np.float64)

        def put(index, step):
            if step is None:
                store.write(before)
            elif np is not None:
                store.write(array("d", (origin + step * along).tobytes()))
            else:
                store.write(array("d", [a + step * b for a, b in zip(before, direction)]))
        return [(put, [(0, step, None) for step in steps])]

    def gradients(self, base, stale, scale=1):
        """Shapes and entries of what backward claims, leaf by leaf."""
        self.doing = self.names["forward"]
        try:
            theta = self.go_to(base if stale is None else stale)
            self.snapshot.shrink_lists()
            for spy in self.program.spies:
                del spy.recorded[:]
            self.clear(self.clear_before)
            if self.remedies["clear"]:
                self.clear(self.clear_gradients)
            self.prepare()
            self.program.run("forward")
            self.cost_of(self.plan["cost"])
            if stale is not None:
                theta = self.go_to(base)
            self.clear(self.clear_after)
            self.doing = self.names["backward"]
            self.program.scale = scale
            self.program.run("backward")
            restore_builtins()
            return self.collect(theta)
        finally:
            self.program.scale = 1
            self.reinstate()

    def collect(self, theta):
        found, entries, after = [], array("d"), None
        for plan, leaf, store, offset in zip(self.plan["gradients"], self.plan["leaves"], self.stores, self.offsets):
            if plan["kind"] == "update":
                after = after or self.read_now()
                rate = plan["rate"]
                numbers = (store.shape, array("d", [(theta[i] - after[i]) / rate for i in range(offset, offset + store.size)]))
            elif plan["kind"] == "spied":
                numbers = self.spied(plan, store, theta[offset:offset + store.size])
            else:
                value = value_at(self.slots, plan["at"])
                numbers = numbers_or_none(value)
                if numbers is None:
                    missing = value is MISSING or value is None
                    found.append(dict(missing=missing, why=why_not(value, None)))
                    continue
            if numbers is None:
                found.append(dict(missing=True, why=None))
                continue
            found.append(dict(shape=numbers[0]))
            entries.extend(numbers[1])
        return found, entries

    def spied(self, plan, store, entries):
        """The gradient that was handed over together with this leaf: told by identity, else by its numbers."""
        spy = value_at(self.slots, plan["spy"])
        calls = [args for name, args in getattr(spy, "recorded", []) if name == plan["method"]]
        calls = [args for args in calls if len(args) > max(plan["leafArgument"], plan["argument"])]
        fitting = [args for args in calls if args[plan["leafArgument"]][0] is store.value and store.shape] or [
            args for args in calls if args[plan["leafArgument"]][1] is not None
            and args[plan["leafArgument"]][1][1].tobytes() == entries.tobytes()]
        return fitting[0][plan["argument"]][1] if fitting else None

    def dispose(self):
        self.snapshot.restore()


def zero_list(value):
    if type(value) is list:
        for i, item in enumerate(value):
            if is_number(item):
                value[i] = type(item)(0)
            elif is_array(item):
                item.fill(0)
            else:
                zero_list(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if is_number(item):
                value[key] = type(item)(0)
            elif is_array(item):
                item.fill(0)
            else:
                zero_list(item)


# ---------------------------------------------------------------------------------------------------------------
# The host's requests

class Host:
    """Answers requests until standard input ends."""

    def __init__(self):
        self.pipe = Pipe()
        self.loader = None
        self.targets = {}
        self.bases = {}
        self.limit = 0

    def serve(self):
        self.pipe.write(dict(hello=True, python="%d.%d.%d" % sys.version_info[:3], numpy=np and np.__version__,
                             executable=sys.executable, pid=os.getpid()))
        while True:
            message, blob = self.pipe.read()
            if message is None:
                return
            try:
                answer, data = getattr(self, "on_" + message["verb"])(message, blob)
            except BaseException as error:
                doing = message.get("doing") or self.doing_of(message)
                answer, data = dict(fault=fault_of(error, doing)), b""
            restore_builtins()
            answer["id"] = message["id"]
            if self.loader is not None and message["verb"] in ("trial", "open"):
                answer["files"] = self.loader.files()
                answer["notes"] = self.loader.notes()
            flush(sys.stdout)
            self.pipe.write(answer, data)

    def doing_of(self, message):
        target = self.targets.get(message.get("target"))
        return target.doing if target is not None else "Loading"

    def ask(self, question):
        """Lets the host draw numbers: one generator serves every language."""
        self.pipe.write(question)
        _, blob = self.pipe.read()
        entries = array("d")
        entries.frombytes(blob)
        return entries

    def on_start(self, message, blob):
        prepare_torch(message["file"], message["overlays"])
        self.loader = Loader(message["file"], message["overlays"], message["roots"], message["inputsFile"],
                             message.get("upTo"))
        limit_memory(message["memory"])
        return {}, b""

    def on_trial(self, message, blob):
        plan = message["plan"]
        names = stage_names(plan)
        program = Program(self, plan)
        stage, changes, snapshots = "load", [], []
        try:
            for name in ("setup", "forward", "backward"):
                self.load_modules(plan[name])
            seed_everything(plan["seed"])
            stage = "setup"
            program.run("setup")
            for stage in ("forward", "backward"):
                snapshot = Snapshot(program.slots, list(program.slots))
                snapshots.append(snapshot)
                program.run(stage)
                restore_builtins()
                if stage == "forward":
                    for i, at in enumerate(program.outputs):
                        contract(value_at(program.slots, at), program.weight(i))
                changes.extend(dict(stage=stage, at=at) for at in snapshot.changes())
            slots = {name: describe(value) for name, value in program.slots.items()}
            return dict(observation=dict(ok=True, slots=slots, changes=changes)), b""
        except BaseException as error:
            fault = fault_of(error, names[stage])
            return dict(observation=dict(ok=False, stage=stage, step=program.step, fault=fault)), b""
        finally:
            for snapshot in reversed(snapshots):
                snapshot.restore()

    def load_modules(self, steps):
        """Loads what steps refer to, so that a fault of loading is told from one of running."""
        if isinstance(steps, dict):
            if "module" in steps and "reach" in steps:
                self.loader.resolve(steps)
            for value in steps.values():
                self.load_modules(value)
        elif isinstance(steps, list):
            for value in steps:
                self.load_modules(value)

    def on_open(self, message, blob):
        self.load_modules([message["plan"][name] for name in ("setup", "forward", "backward")])
        target = Opening(self, message["plan"]).target
        self.targets[message["target"]] = target
        layout, theta = target.describe()
        return dict(layout=layout), theta.tobytes()

    def on_describe(self, message, blob):
        layout, theta = self.targets[message["target"]].describe()
        return dict(layout=layout), theta.tobytes()

    def on_base(self, message, blob):
        """A whole θ, kept under a number until the next one."""
        theta = array("d")
        theta.frombytes(blob)
        self.bases = {key: value for key, value in self.bases.items() if key in message["keep"]}
        self.bases[message["base"]] = theta
        return {}, b""

    def base(self, message, name="base"):
        key = message.get(name)
        return None if key is None else self.bases[key]

    def on_costs(self, message, blob):
        values, fault = self.targets[message["target"]].costs(message, blob, self.base(message))
        return dict(failure=fault), values.tobytes()

    def on_gradients(self, message, blob):
        found, entries = self.targets[message["target"]].gradients(
            self.base(message), self.base(message, "stale"), message["upstreamScale"])
        return dict(gradients=found), entries.tobytes()

    def on_remedy(self, message, blob):
        self.targets[message["target"]].remedy(message["remedies"])
        return {}, b""

    def on_dispose(self, message, blob):
        target = self.targets.pop(message["target"], None)
        if target is not None:
            target.dispose()
        return {}, b""


class Opening:
    """Opens a target; what fails is told with the stage in which it did."""

    def __init__(self, host, plan):
        names = stage_names(plan)
        self.target = Target.__new__(Target)
        self.target.doing = names["load"]
        try:
            self.target.__init__(host, plan)
        except Fault:
            raise
        except BaseException as error:
            data = fault_of(error, self.target.doing)
            raise Fault(data.pop("kind"), data.pop("message"), **data)


def prepare_torch(file, overlays):
    """Where a file speaks of PyTorch: tensors that it makes are float64, so that small steps are not lost in float32."""
    text = overlays.get(file)
    if text is None:
        try:
            with open(file, "rb") as stream:
                text = stream.read().decode("utf-8", "replace")
        except OSError:
            return
    if "torch" not in text:
        return
    try:
        import torch
        torch.set_default_dtype(torch.float64)
    except Exception:
        pass  # the import in the user's file says what is wrong


def flush(stream):
    try:
        stream.flush()
    except Exception:  # user code may have closed it, or put something else in its place
        pass


def limit_memory(megabytes):
    """An address space limit above what is mapped now, so that a huge array raises MemoryError instead of swapping."""
    if not megabytes or "torch" in sys.modules:
        return
    try:
        import resource
        with open("/proc/self/statm") as stream:
            mapped = int(stream.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + megabytes * 1024 * 1024, resource.RLIM_INFINITY))
    except Exception:
        pass  # no such limit on this system; the host watches the process


def die_with_parent():
    """Linux: the kernel ends this process when the thread that started it is gone."""
    if sys.platform.startswith("linux"):
        try:
            import ctypes
            ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)
        except Exception:
            pass


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    # The user's modules must not find this file under the name that it runs by.
    sys.modules["__main__"] = types.ModuleType("__main__")
    die_with_parent()
    Host().serve()
