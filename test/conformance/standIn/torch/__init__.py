"""
Stands in for PyTorch where a machine has none: as much of it, over NumPy, as hand-written backward functions use. Like the
real one it mixes neither types of entries nor tensors with arrays, and a view shares the memory of what it is a view of.
"""
import numpy


class dtype:
    def __init__(self, name, is_floating_point):
        self.name, self.is_floating_point = name, is_floating_point

    def __repr__(self):
        return "torch." + self.name


float64 = double = dtype("float64", True)
float32 = float = dtype("float32", True)
int64 = long = dtype("int64", False)
bool = dtype("bool", False)
_kinds = {"float64": float64, "float32": float32, "int64": int64, "bool": bool}
_default = [float32]


def set_default_dtype(kind):
    _default[0] = kind


def get_default_dtype():
    return _default[0]


class Size(tuple):
    pass


class Tensor:
    grad = None
    requires_grad = False

    def __init__(self, entries):
        self._entries = entries

    def __repr__(self):
        return "tensor(%r)" % (self._entries.tolist(),)

    @property
    def dtype(self):
        return _kinds[self._entries.dtype.name]

    @property
    def shape(self):
        return Size(self._entries.shape)

    @property
    def T(self):
        return Tensor(self._entries.T)

    def __len__(self):
        return len(self._entries)

    def __bool__(self):
        return self._entries.item() != 0

    def __getitem__(self, key):
        return _wrap(self._entries[_raw(key)])

    def __setitem__(self, key, value):
        self._entries[_raw(key)] = _raw(value)

    def detach(self):
        return Tensor(self._entries)

    cpu = detach

    def numel(self):
        return self._entries.size

    def size(self, dim=None):
        return self.shape if dim is None else self.shape[dim]

    def item(self):
        return self._entries.item()

    def numpy(self):
        return self._entries

    def double(self):
        return Tensor(self._entries.astype("float64", copy=False))

    def is_contiguous(self):
        return self._entries.flags.c_contiguous

    def contiguous(self):
        return Tensor(numpy.ascontiguousarray(self._entries))

    def clone(self):
        return Tensor(self._entries.copy())

    def view(self, *shape):
        assert self.is_contiguous(), "view size is not compatible with input tensor's size and stride"
        return Tensor(self._entries.reshape(_sizes(shape)))

    def reshape(self, *shape):
        return Tensor(self._entries.reshape(_sizes(shape)))

    def unsqueeze(self, dim):
        return Tensor(numpy.expand_dims(self._entries, dim))

    def t(self):
        return self.T

    def copy_(self, other):
        self._entries[...] = other._entries
        return self

    def zero_(self):
        self._entries[...] = 0
        return self

    def abs(self):
        return Tensor(abs(self._entries))

    def exp(self):
        return exp(self)

    def tanh(self):
        return tanh(self)

    def mm(self, other):
        return matmul(self, other)

    def clamp(self, min=None, max=None):
        return Tensor(numpy.clip(self._entries, min, max))

    def sum(self, dim=None, keepdim=False):
        return _wrap(self._entries.sum(axis=dim, keepdims=keepdim))

    def mean(self, dim=None, keepdim=False):
        return _wrap(self._entries.mean(axis=dim, keepdims=keepdim))

    def neg(self):
        return Tensor(-self._entries)

    __neg__ = neg

    def __matmul__(self, other):
        return matmul(self, other)


def _sizes(shape):
    return tuple(shape[0]) if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape


def _wrap(entries):
    return Tensor(numpy.asarray(entries))


def _raw(value):
    if isinstance(value, tuple):
        return tuple(_raw(one) for one in value)
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        raise TypeError("expected a Tensor, got %s" % type(value).__name__)
    return value._entries if isinstance(value, Tensor) else value


def _operator(name):
    own = getattr(numpy.ndarray, name)

    def apply(self, other):
        return _wrap(own(self._entries, _raw(other)))
    return apply


for _name in ("add", "sub", "mul", "truediv", "pow"):
    for _side in ("__%s__", "__r%s__"):
        setattr(Tensor, _side % _name, _operator(_side % _name))
for _name in ("gt", "ge", "lt", "le", "and", "or"):
    setattr(Tensor, "__%s__" % _name, _operator("__%s__" % _name))


def _function(of):
    return lambda value: _wrap(of(value._entries))


exp, log, sin, cos, tanh, sqrt = map(_function, (numpy.exp, numpy.log, numpy.sin, numpy.cos, numpy.tanh, numpy.sqrt))
sigmoid = _function(lambda entries: 1 / (1 + numpy.exp(-entries)))


def matmul(left, right):
    if left.dtype is not right.dtype:
        raise RuntimeError("expected m1 and m2 to have the same dtype, but got: %r != %r" % (left.dtype, right.dtype))
    return Tensor(left._entries @ right._entries)


def tensor(values, dtype=None):
    entries = numpy.array(values)
    kind = dtype or (_default[0] if entries.dtype.kind == "f" else _kinds[entries.dtype.name])
    return Tensor(entries.astype(kind.name))


def zeros(*shape):
    return Tensor(numpy.zeros(_sizes(shape), dtype=_default[0].name))


def zeros_like(other):
    return Tensor(numpy.zeros_like(other._entries))


def arange(end):
    return Tensor(numpy.arange(end))


_generator = [numpy.random.RandomState(0)]


def manual_seed(seed):
    _generator[0] = numpy.random.RandomState(seed % 2 ** 32)


def randn(*shape, requires_grad=False):
    made = Tensor(_generator[0].standard_normal(_sizes(shape)).astype(_default[0].name))
    made.requires_grad = requires_grad
    return made


class no_grad:
    def __enter__(self):
        return self

    def __exit__(self, *failure):
        return False

    def __call__(self, function):
        return function


from torch import autograd, nn  # noqa: E402
