/** One position of the search: for each choice the index of the option that was taken. */
export interface Combination {
  group: number;
  indices: number[];
  penalty: number;
}

export interface ChoiceGroup {
  penalty: number;
  /** A function is asked once the group's turn has come: most groups' turns never come. */
  choices: number[][] | (() => number[][]);
}

/**
 * Combinations of options in order of their total penalty. Every group has its own list of choices; each choice is
 * a list of penalties in ascending order (0 first). Yields each combination once, lazily.
 */
export function* bestFirst(groups: ChoiceGroup[]): Generator<Combination> {
  const opened = new Map<number, number[][]>();
  // A group that was not opened stands for all of its combinations, none of which has a lower penalty.
  const frontier: Combination[] = groups.map(({ penalty }, group) => ({ group, indices: [], penalty }));
  const seen = new Set<string>();
  const push = (group: number, indices: number[]): void => {
    const key = `${group}:${indices.join(',')}`;
    const choices = opened.get(group);
    if (!choices || seen.has(key)) {
      return;
    }
    let penalty = groups[group]!.penalty;
    for (const [position, index] of indices.entries()) {
      const cost = choices[position]?.[index];
      if (cost === undefined) {
        return;
      }
      penalty += cost;
    }
    seen.add(key);
    frontier.push({ group, indices, penalty });
  };
  while (frontier.length > 0) {
    let best = takeBest(frontier);
    if (!opened.has(best.group)) {
      const { choices } = groups[best.group]!;
      const lists = typeof choices === 'function' ? choices() : choices;
      opened.set(best.group, lists);
      push(
        best.group,
        lists.map(() => 0),
      );
      // Its turn is now, unless its best costs more than was thought or there is none.
      const first = frontier.at(-1);
      if (first?.group !== best.group || first.penalty > best.penalty) {
        continue;
      }
      best = frontier.pop()!;
    }
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
