/** One position of the search: for each choice the index of the option that was taken. */
export interface Combination {
  group: number;
  indices: number[];
  penalty: number;
}

/**
 * Combinations of options in order of their total penalty. Every group has its own list of choices; each choice is
 * a list of penalties in ascending order (0 first). Yields each combination once, lazily.
 */
export function* bestFirst(groups: { penalty: number; choices: number[][] }[]): Generator<Combination> {
  const frontier: Combination[] = [];
  const seen = new Set<string>();
  const push = (group: number, indices: number[]): void => {
    const key = `${group}:${indices.join(',')}`;
    const source = groups[group];
    if (!source || seen.has(key)) {
      return;
    }
    let penalty = source.penalty;
    for (const [position, index] of indices.entries()) {
      const cost = source.choices[position]?.[index];
      if (cost === undefined) {
        return;
      }
      penalty += cost;
    }
    seen.add(key);
    frontier.push({ group, indices, penalty });
  };
  groups.forEach((group, index) =>
    push(
      index,
      group.choices.map(() => 0),
    ),
  );
  while (frontier.length > 0) {
    const best = takeBest(frontier);
    yield best;
    best.indices.forEach((value, position) => {
      const next = best.indices.slice();
      next[position] = value + 1;
      push(best.group, next);
    });
  }
}

function takeBest(frontier: Combination[]): Combination {
  let at = 0;
  for (let index = 1; index < frontier.length; index++) {
    const better = (frontier[index]?.penalty ?? 0) < (frontier[at]?.penalty ?? 0);
    at = better ? index : at;
  }
  return frontier.splice(at, 1)[0] as Combination;
}
