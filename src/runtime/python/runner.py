"""Loads a user's module, interprets plans over it, and answers in frames on standard output.

One file, standard library only, Python 3.8 and later; NumPy and PyTorch are understood where the user has them.
A frame is two little-endian uint32 (length of the JSON, length of the blob), the JSON, the blob of raw float64/int32.
It does no numerics: it assigns entries, calls the user's functions, and hands back what came out.
"""

import ast
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
import struct
import sys
import traceback
import types
from array import array

if sys.version_info < (3, 8):
    sys.stderr.write("gradcheck: Python 3.8 or newer is needed, this is %d.%d\n" % sys.version_info[:2])
    sys.exit(3)

try:
    import numpy as np
except Exception:  # a broken NumPy is as good as none
    np = None

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
    hint = ". Install it for %s, or choose another interpreter" % sys.executable if name else ""
    return dict(kind="import", message="%s%s" % (error, hint), **where)


def fault_of(error, doing):
    """Turns anything that user code raised into a fault; `doing` is 'forward', 'backward', 'the set-up' …"""
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
    text = str(error)
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
MAKER_PREFIXES = ("init", "initialize", "initialise", "create", "make", "build")


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


class Definitions:
    """Tells a module's definitions from the work that it does when it is imported."""

    def __init__(self, tree):
        self.classes = {n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}

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
                or head.split(".")[0] in PURE_MODULES or last in ("reshape", "astype", "copy", "format", "join", "T")
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
            if not self.is_work(node):
                yield node
            elif isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from self.kept([n for n in node.body if not isinstance(n, (ast.Assign, ast.Expr))])


class MissingThing:
    """Stands for anything of a module that is not installed: fails when it is used, not when it is imported."""

    def __init__(self, name, origin):
        self.__dict__.update(_name=name, _origin=origin)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return MissingThing("%s.%s" % (self._name, name), self._origin)

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and isinstance(args[0], (types.FunctionType, type)):
            return args[0]  # used as a decorator
        raise ModuleNotFoundError("No module named %r (%s is called)" % (self._origin, self._name), name=self._origin)

    def __mro_entries__(self, bases):
        return (object,)


class MissingModule(types.ModuleType):
    """A module that is not installed and most likely only draws or reads files."""

    __path__ = []
    __all__ = []

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return MissingThing("%s.%s" % (self.__name__, name), self.__name__.split(".")[0])


class MissingFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Last in line: makes up modules that nobody else found, where that does no harm."""

    def __init__(self, loader):
        self.loader = loader

    def find_spec(self, fullname, path=None, target=None):
        head = fullname.split(".")[0]
        known = head in self.loader.stubbed or head in DRAWING and not path
        if not known and (not self.loader.definitions_only or path is not None):
            return None
        if head == "numpy" or head in sys.builtin_module_names or not self.loader.asked_by_user():
            return None
        self.loader.stubbed.add(head)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        module = MissingModule(spec.name)
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

    def __init__(self, file, overlays, roots, inputs_file):
        self.file = os.path.abspath(file)
        self.overlays = overlays
        self.roots = [os.path.abspath(root) for root in roots]
        self.inputs_file = inputs_file
        self.definitions_only = False
        self.without_work = []
        self.skipped = []
        self.stubbed = set()
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

    def asked_by_user(self):
        """The import that runs now was written in a file of the user's, not in a library that can do without."""
        frame = sys._getframe(1)
        while frame is not None:
            name = frame.f_code.co_filename
            if name != HERE and "importlib" not in name:
                return self.owns(name)
            frame = frame.f_back
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
        split = Definitions(tree)
        is_notebook = path.endswith(".ipynb")
        works = is_notebook or any(split.is_work(node) for node in tree.body)
        if not works:
            exec(compile(tree, path, "exec", dont_inherit=True), module.__dict__)
            return
        self.without_work.append(path)
        before, self.definitions_only = self.definitions_only, True
        flags = self.future_flags(tree)
        try:
            for node in split.kept(tree.body):
                self.execute_one(node, module, path, flags)
        finally:
            self.definitions_only = before

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
            if self.skipped:
                text += "; left out because it failed: " + "; ".join(self.skipped[:3])
            notes.append(dict(id="definitions-only", severity="info", message=text))
        if self.stubbed:
            notes.append(dict(id="missing-imports", severity="info", message=(
                "not installed and not needed so far: " + ", ".join(sorted(self.stubbed)))))
        return notes

    # -- what a plan refers to

    def resolve(self, ref):
        module = self.load(ref["module"])
        return self.reach(module, ref["reach"], ref["module"] == "inputs")

    def reach(self, module, reach, is_inputs=False):
        kind = reach["kind"]
        if kind == "method":
            return getattr(self.reach(module, reach["owner"]), reach["name"])
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


def inputs_of(module):
    """The public names of an inputs file, without what it imported: they read as keys and values."""
    for name in ("inputs", "INPUTS"):
        if hasattr(module, name):
            return getattr(module, name)
    return {name: value for name, value in vars(module).items()
            if not name.startswith("_") and not isinstance(value, types.ModuleType)
            and getattr(value, "__module__", module.__name__) in (module.__name__, None, "numpy")}


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
    """An array of given entries for the user's code."""
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
    value = slots.get(at["slot"], MISSING)
    for key in at["path"]:
        if value is MISSING or value is None:
            return MISSING
        value = step_into(value, key)
    return value


def real_key(container, key):
    if isinstance(container, dict) and key not in container:
        return next((known for known in container if str(known) == str(key)), key)
    if isinstance(container, (list, tuple)) or is_array(container):
        return int(key)
    return key


def write_at(slots, at, value):
    """Assigns at a place. A tuple is built anew around the value and assigned where it came from."""
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
        items[int(key) if not isinstance(key, str) or key.isdigit() else container._fields.index(key)] = value
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
        if is_number(value):
            self.open_number(value)
        elif is_array(value):
            self.open_array(value)
        elif type(value) is list:
            self.open_nested(value)
        else:
            self.open_tensor(value)

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
        flat = value.reshape(-1) if value.flags.c_contiguous else value.flat
        self.set = flat.__setitem__
        shape = value.shape

        def write(entries):
            value[...] = np.frombuffer(entries, dtype=np.float64).reshape(shape)
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
        if value.dtype.itemsize < 8:
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
        return self.shape != [] and value_at(self.slots, self.at) is not self.value


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


def describe(value, above=()):
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
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return dict(kind="list", items=[describe(item, inside) for item in value[:64]])
    if isinstance(value, types.ModuleType) or is_array(value):
        return dict(kind="other")
    return describe_object(value, inside)


def fields_of(value):
    if isinstance(value, dict):
        return [(str(key), item) for key, item in value.items() if isinstance(key, (str, int))]
    if hasattr(value, "_fields"):
        return [(name, getattr(value, name)) for name in value._fields]
    found = list(getattr(value, "__dict__", {}).items())
    for kind in type(value).__mro__:
        slots = getattr(kind, "__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name) and not name.startswith("__"):
                found.append((name, getattr(value, name)))
    return [(name, item) for name, item in found if isinstance(name, str)]


def describe_object(value, inside):
    entries = [[key, describe(item, inside)] for key, item in fields_of(value)[:200]]
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
            self.arrays.append((at, value, clone(value)))
        else:
            members = self.members(value)
            if members is not None:
                self.containers.append((at, value, dict(members)))
                for key, item in members.items():
                    self.remember(item, dict(slot=at["slot"], path=at["path"] + [key]))

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
                value[:] = clone(copy)
        for at, value, before in self.containers:
            if isinstance(value, list):
                value[:] = list(before.values())
            elif not isinstance(value, tuple):
                members = self.members(value)
                if members != before if not np else list(members.items()) is not None:
                    members.clear()
                    members.update(before)
        for name, before in self.top.items():
            self.slots[name] = before


def clone(value):
    return [clone(item) for item in value] if type(value) is list else value


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
