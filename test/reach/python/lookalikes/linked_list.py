class Node:
    def __init__(self, data):
        self.data, self.next, self.prev = data, None, None


class DoublyLinkedList:
    def forward(self):
        node, values = self.head, []
        while node:
            values.append(node.data)
            node = node.next
        return values

    def backward(self):
        node, values = self.tail, []
        while node:
            values.append(node.data)
            node = node.prev
        return values
