"""Parameters of modules: tensors that ask for a gradient."""
from torch import Tensor


class Parameter(Tensor):
    def __init__(self, data):
        super().__init__(data._entries)
        self.requires_grad = True
