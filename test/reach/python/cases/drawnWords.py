# reach: pair=sampled_loss_and_gradient verdict=correct
# reach: pair=sampled_loss_and_gradient_once verdict=wrong leaves=output_vectors
# reach: pair=full_loss_and_gradient verdict=correct
# reach: pair=full_loss_and_gradient_untouched verdict=wrong leaves=output_vectors
import numpy as np


def squash(z):
    return 1 / (1 + np.exp(-z))


def full_loss_and_gradient(centre_word_vec, outside_word_idx, output_vectors, corpus):
    logits = output_vectors @ centre_word_vec
    p = np.exp(logits - logits.max())
    p /= p.sum()
    loss = -np.log(p[outside_word_idx])
    p[outside_word_idx] -= 1
    grad_centre_vec = output_vectors.T @ p
    grad_output_vecs = np.outer(p, centre_word_vec)
    return loss, grad_centre_vec, grad_output_vecs


def full_loss_and_gradient_untouched(centre_word_vec, outside_word_idx, output_vectors, corpus):
    logits = output_vectors @ centre_word_vec
    p = np.exp(logits - logits.max())
    p /= p.sum()
    loss = -np.log(p[outside_word_idx])
    grad_output_vecs = np.outer(p, centre_word_vec)
    p[outside_word_idx] -= 1
    grad_centre_vec = output_vectors.T @ p
    return loss, grad_centre_vec, grad_output_vecs


def draw_others(word, corpus, count):
    """Words that are drawn anew until they are another one."""
    found = []
    while len(found) < count:
        drawn = corpus.sampleTokenIdx()
        if drawn != word:
            found.append(drawn)
    return found


def sampled_loss_and_gradient(centre_word_vec, outside_word_idx, output_vectors, corpus, K=4):
    others = draw_others(outside_word_idx, corpus, K)
    grad_centre_vec = np.zeros_like(centre_word_vec)
    grad_output_vecs = np.zeros_like(output_vectors)
    near = squash(output_vectors[outside_word_idx] @ centre_word_vec)
    loss = -np.log(near)
    grad_centre_vec += (near - 1) * output_vectors[outside_word_idx]
    grad_output_vecs[outside_word_idx] += (near - 1) * centre_word_vec
    for k in others:
        far = squash(-output_vectors[k] @ centre_word_vec)
        loss -= np.log(far)
        grad_centre_vec += (1 - far) * output_vectors[k]
        grad_output_vecs[k] += (1 - far) * centre_word_vec
    return loss, grad_centre_vec, grad_output_vecs


def sampled_loss_and_gradient_once(centre_word_vec, outside_word_idx, output_vectors, corpus, K=4):
    """A word that is drawn twice counts once."""
    others = draw_others(outside_word_idx, corpus, K)
    grad_centre_vec = np.zeros_like(centre_word_vec)
    grad_output_vecs = np.zeros_like(output_vectors)
    near = squash(output_vectors[outside_word_idx] @ centre_word_vec)
    loss = -np.log(near)
    grad_centre_vec += (near - 1) * output_vectors[outside_word_idx]
    grad_output_vecs[outside_word_idx] += (near - 1) * centre_word_vec
    for k in others:
        far = squash(-output_vectors[k] @ centre_word_vec)
        loss -= np.log(far)
        grad_centre_vec += (1 - far) * output_vectors[k]
        grad_output_vecs[k] = (1 - far) * centre_word_vec
    return loss, grad_centre_vec, grad_output_vecs
