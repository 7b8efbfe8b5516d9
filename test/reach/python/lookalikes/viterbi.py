def viterbi_forward(observations, states, start, transition, emission):
    table = [{s: start[s] * emission[s][observations[0]] for s in states}]
    for observation in observations[1:]:
        table.append({s: max(table[-1][r] * transition[r][s] for r in states) * emission[s][observation] for s in states})
    return table


def viterbi_backward(table, states, transition):
    path = [max(states, key=lambda s: table[-1][s])]
    for row in reversed(table[:-1]):
        path.insert(0, max(states, key=lambda s: row[s] * transition[s][path[0]]))
    return path
