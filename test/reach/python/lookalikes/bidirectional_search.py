from collections import deque


def search_forward(graph, queue, visited, other):
    node = queue.popleft()
    for neighbor in graph[node]:
        if neighbor in other:
            return neighbor
        if neighbor not in visited:
            visited[neighbor] = node
            queue.append(neighbor)


def search_backward(graph, queue, visited, other):
    return search_forward(graph, queue, visited, other)
