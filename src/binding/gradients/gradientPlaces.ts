import type { ReturnFacts } from '../../model/facts.ts';
import type { SlotPath } from '../../model/plan.ts';
import { gradientSlot } from '../backward/backwardSearch.ts';
import { recordedSlot } from '../backward/intercepts.ts';
import type { GradientPlace } from './matching.ts';
import { looksLikeGradient, nameFit, plain, stems, type Plain } from '../names/names.ts';
import { groupNumbers } from '../known/numberGroups.ts';
import { isOut, isOverwritten } from '../arguments/outParameters.ts';
import { tupleNames } from '../forward/outputs.ts';
import { contains, describeAt, numericPlaces, writePath, type NumericPlace } from '../known/places.ts';
import type { BackwardRun } from '../known/scene.ts';
import { spellField } from '../known/spelling.ts';

/** Everything that backward left and that may be a gradient. */
export function gradientPlaces(back: BackwardRun): GradientPlace[] {
  const { run, observation } = back;
  // `dcenters` is no gradient by its name alone, but centers is one of the parameters, or in the object that holds them.
  const names = run.filled.flatMap(({ name, slot }) => [
    plain(name),
    ...numericPlaces(run.observation.slots[slot.slot], slot).map((place) => plain(place.name)),
  ]);
  const returned = onlyGradients(returnedGradients(back), names);
  const out = back.filled
    .filter(({ option }) => isOut(option.value))
    .flatMap(({ name, slot }) =>
      numericPlaces(observation.slots[slot.slot], slot).map((place): GradientPlace => ({
        ...place,
        ...(place.at.path.length > 0 ? { label: writePath(place.at) } : { name, label: name }),
        position: null,
      })),
    );
  const overwritten = back.filled
    .filter(({ option }) => isOverwritten(option))
    .flatMap(({ name, slot }) =>
      numericPlaces(observation.slots[slot.slot], slot).map((place): GradientPlace => ({
        ...place,
        name: '',
        label: name,
        position: null,
      })),
    );
  const roots = [recordedSlot, ...selfRoots(back), ...run.filled.map(({ slot }) => slot.slot)];
  const fields = [...new Set(roots)]
    .flatMap((slot) => numericPlaces(observation.slots[slot], { slot, path: [] }))
    .filter((place) => isInGradients(place) && !isCount(back, place));
  const labelled = groupNumbers(fields).map((place): GradientPlace => ({
    ...place,
    name: namesakeOf(back, place) ?? place.name,
    label:
      place.at.slot === run.scene.self
        ? spellField(run.frame.context, writePath(place.at, true))
        : writePath(place.at, place.at.slot === recordedSlot),
    position: null,
    byNameOnly: true,
  }));
  const found = [
    ...(isHandedBack(back) ? [] : returned),
    ...out,
    ...(returned.length > 0 ? [] : overwritten),
    ...labelled,
    ...ofTensors(back),
  ];
  return found.length > 0 ? found : madeByBackward(back);
}

/** `return dX;` where dX is an argument that backward fills: one gradient under two names. */
function isHandedBack({ run, filled }: BackwardRun): boolean {
  const [only, ...others] = (run.scene.backward?.facts.returns ?? []).filter(({ kind }) => kind !== 'nothing');
  return (
    only?.kind === 'name' &&
    others.length === 0 &&
    filled.some(({ name, option }) => name === only.names[0] && isOut(option.value))
  );
}

/**
 * `this.list = [{ value: this.W, grad: … }]` keeps the gradient of W beside W under another path: the two hold the same
 * numbers, so what stands beside the second is the gradient of the first.
 */
function namesakeOf({ run, observation }: BackwardRun, { at }: NumericPlace): string | null {
  const { self } = run.scene;
  if (self === null || at.slot !== self || at.path.length < 2) {
    return null;
  }
  const all = numericPlaces(observation.slots[self], { slot: self, path: [] });
  const holder = at.path.slice(0, -1);
  const beside =
    listedBeside(all, at) ??
    all.find(
      (one) =>
        one.at.path.length === at.path.length &&
        /^_?(value|values|data|param|w|weights?)$/i.test(one.name) &&
        holder.every((part, index) => one.at.path[index] === part),
    );
  const same =
    beside &&
    all.find(
      (one) =>
        one.at.path.length === 1 &&
        one.shape.join() === beside.shape.join() &&
        one.minimum === beside.minimum &&
        one.maximum === beside.maximum,
    );
  return same ? `d${same.name}` : null;
}

/** `this.all = [this.W, this.b]` and `this.grads` in the same order: the same place of the one other list of the same forms. */
function listedBeside(all: readonly NumericPlace[], { path }: SlotPath): NumericPlace | undefined {
  const [list, index] = path;
  if (path.length !== 2 || typeof index !== 'number') return undefined;
  const formsOf = (name: unknown): string =>
    all
      .filter(({ at }) => at.path.length === 2 && at.path[0] === name && typeof at.path[1] === 'number')
      .map(({ shape }) => shape.join('×'))
      .join();
  const isSame = ({ at }: NumericPlace): boolean =>
    at.path.length === 2 &&
    at.path[1] === index &&
    at.path[0] !== list &&
    /^(?!.*(?:grad|delta|moment|veloc|cache|^[mv]|^d[A-Z])).*(?:p|params?|parameters|weights?|all|vars|variables|theta)$/i.test(
      String(at.path[0]),
    ) &&
    formsOf(at.path[0]) === formsOf(list);
  return all.find(isSame);
}

/** `self.weight.grad = …` on a tensor: the text says that it is set, as a tensor is described without its fields. */
function ofTensors(back: BackwardRun): GradientPlace[] {
  const sites = back.run.scene.backward?.facts.sites ?? [];
  return selfRoots(back)
    .flatMap((slot) => numericPlaces(back.observation.slots[slot], { slot, path: [] }))
    .filter(
      ({ name, storage }) => storage === 'torch' && sites.some(({ gradient }) => gradient.endsWith(`.${name}.grad`)),
    )
    .map((place) => ({
      ...place,
      at: { slot: place.at.slot, path: [...place.at.path, 'grad'] },
      label: `${spellField(back.run.frame.context, writePath(place.at, true))}.grad`,
      position: null,
      byNameOnly: true,
    }));
}

/** `d_k` and `d_model` of attention: whole numbers that backward leaves as they are. */
function isCount({ observation }: BackwardRun, { at, isNumber, integer, minimum }: NumericPlace): boolean {
  const isLeft = !observation.changes.some((change) => contains(change.at, at));
  return isNumber && integer && minimum !== 0 && isLeft;
}

/** Where backward returns nothing and no field is named as a gradient, the fields that it makes are its result. */
function madeByBackward(back: BackwardRun): GradientPlace[] {
  return selfRoots(back)
    .flatMap((slot) => numericPlaces(back.observation.slots[slot], { slot, path: [] }))
    .filter((place) => !place.isNumber && !isBeforeBackward(back, place))
    .map((place) => ({
      ...place,
      name: '',
      label: spellField(back.run.frame.context, writePath(place.at, true)),
      position: null,
    }));
}

/** Where some of the names read like gradients, the others are something else (the last state, the loss). */
function onlyGradients(places: GradientPlace[], names: Plain[]): GradientPlace[] {
  const reads = (place: GradientPlace): boolean =>
    looksLikeGradient(place.name) ||
    place.at.path.slice(0, -1).some((part) => looksLikeGradient(String(part))) ||
    stems(place.name).some((stem) => names.some((name) => nameFit(stem, name) > 0));
  return places.some(reads)
    ? places.filter((place) => reads(place) || place.name === '' || place.at.path.length === 0)
    : places;
}

/** Of `return grads, cost` it is `dw`, of `return nabla_b, nabla_w` it is `nabla_b[0]`. */
function elementLabel(name: string, { at }: NumericPlace): string {
  const inside = at.path.slice(1);
  return typeof inside[0] === 'string' && !/^\d+$/.test(inside[0])
    ? writePath({ slot: name, path: inside }, true)
    : writePath({ slot: name, path: inside });
}

function returnedGradients(back: BackwardRun): GradientPlace[] {
  const { observation, run } = back;
  const facts = run.scene.backward?.facts ?? run.scene.forward?.facts;
  const returns = facts?.returns ?? [];
  const description = observation.slots[gradientSlot];
  const root = { slot: gradientSlot, path: [] };
  const all = numericPlaces(description, root);
  const isKeyed = (place: NumericPlace): boolean => place.at.path.some((part) => typeof part === 'string');
  const places = [...all.filter((place) => !isKeyed(place)), ...groupNumbers(all.filter(isKeyed))];
  if (description?.kind === 'list') {
    const names = tupleNames(returns, description.items.length);
    return places.map((place) => {
      const position = Number(place.at.path[0]);
      const name = names[position] || place.name;
      const isElement = place.at.path.length === 1;
      return {
        ...place,
        name: isElement ? names[position] || '' : place.name,
        label: name === gradientSlot ? `${facts?.name ?? 'backward'}()[${position}]` : elementLabel(name, place),
        position: isElement ? position : null,
      };
    });
  }
  const single = returnedName(returns, facts?.parameters.map(({ name }) => name) ?? []);
  return places.map((place) =>
    place.at.path.length === 0
      ? { ...place, name: single, label: single || `${facts?.name ?? 'backward'}()`, position: 0 }
      : { ...place, label: writePath(place.at, true), position: null },
  );
}

/** `if (!this.x) return dout;` before `return dx;`: the name of the result, not that of an argument that is handed back early. */
function returnedName(returns: readonly ReturnFacts[], parameters: readonly string[]): string {
  if (returns.at(-1)?.kind === 'call' && returns.length > 1) return '';
  const names = returns.flatMap(({ kind, names: [name = ''] }) => (kind === 'name' ? [name] : []));
  return names.find((name) => !parameters.includes(name)) ?? names[0] ?? '';
}

/** The object, or the layers that were built for it: those are the same values under a shorter path. */
export function selfRoots({ run }: BackwardRun): string[] {
  const { self, parts, globals } = run.scene;
  if (globals) {
    return globals;
  }
  return parts && parts.length > 0 ? parts : self ? [self] : [];
}

/** Some part of the way to it reads like a gradient. */
export function isInGradients(place: NumericPlace): boolean {
  return place.at.path.some((part) => typeof part === 'string' && looksLikeGradient(part));
}

/** What only backward makes is no parameter of forward. */
export function isBeforeBackward({ run }: BackwardRun, { at }: NumericPlace): boolean {
  const root = run.observation.slots[at.slot];
  return root === undefined || describeAt(root, at.path) !== undefined;
}
