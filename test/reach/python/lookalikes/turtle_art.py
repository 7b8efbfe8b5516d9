import turtle


def draw_forward(distance):
    turtle.forward(distance)
    turtle.left(90)


def draw_backward(distance):
    turtle.backward(distance * 2)
    turtle.right(90)
