import torch


def word_loss_and_gradients(center, others, chosen):
    """The library follows the graph; nothing here is derived by hand."""
    center_vector = torch.from_numpy(center).requires_grad_(True)
    other_vectors = torch.from_numpy(others).requires_grad_(True)
    p = torch.softmax(other_vectors @ center_vector, dim=0)
    loss = -torch.log(p[chosen])
    loss.backward()
    grad_center, grad_others = center_vector.grad, other_vectors.grad
    return loss.item(), grad_center.numpy(), grad_others.numpy()
