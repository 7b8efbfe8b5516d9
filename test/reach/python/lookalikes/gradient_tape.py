import tensorflow as tf


@tf.custom_gradient
def reversed_gradient(x, weight=1.0):
    def grad(dy):
        return -weight * dy, None

    return x, grad


class Critic(tf.keras.Model):
    def call(self, x):
        return self.out(self.dense(x))

    def compute_gradients(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self(x) - y))
        grads = tape.gradient(loss, self.trainable_variables)
        return loss, grads
