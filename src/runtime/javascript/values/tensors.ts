import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../../model/fault.ts';
import type { Numbers } from './arrays.ts';
import type { Tensor } from './layout.ts';
import { readPlace, writePlace, type Place } from './place.ts';
import type { Store } from './store.ts';

/** TensorFlow.js keeps its one engine on the global object, whichever copy of the library was imported. */
interface Engine {
  makeTensor(values: Numbers, shape: number[], dtype: string): Tensor;
}

function engine(): Engine {
  const found = (globalThis as { _tfengine?: { ENGINE?: Engine } & Partial<Engine> })._tfengine;
  const made = found?.ENGINE ?? found;
  if (typeof made?.makeTensor !== 'function') {
    throw new GradientCheckError(
      fault('inputs', l10n.t('TensorFlow.js is not loaded; import @tensorflow/tfjs in the file with the inputs.')),
    );
  }
  return made as Engine;
}

/** A tensor with given entries on the active backend. */
export function makeTensor(entries: Float64Array, shape: number[], dtype = 'float32'): Tensor {
  const data = dtype === 'float32' ? Float32Array.from(entries) : Int32Array.from(entries);
  return engine().makeTensor(data, [...shape], dtype);
}

/**
 * Tensors are immutable: an assignment makes a new tensor, handed to a Variable, or put where the old one stood.
 * User code that kept the old tensor elsewhere does not see the new one.
 */
export function tensorStore(tensor: Tensor, place: Place): Pick<Store, 'read' | 'write' | 'writeLine' | 'set'> {
  const { shape, dtype } = tensor;
  const current = Float64Array.from(tensor.dataSync());
  const isVariable = typeof tensor.assign === 'function';
  const assign = (): void => {
    const made = makeTensor(current, shape, dtype);
    if (isVariable) tensor.assign!(made);
    else writePlace(place, made);
  };
  return {
    read(into, offset) {
      const now = isVariable ? tensor : (readPlace(place) as Tensor);
      into.set(now.dataSync(), offset);
    },
    write(from, offset) {
      current.set(from.subarray(offset, offset + current.length));
      assign();
    },
    writeLine(from, offset, direction, step) {
      for (let i = 0; i < current.length; i++) current[i] = from[offset + i]! + step * direction[i]!;
      assign();
    },
    set(index, value) {
      current[index] = value;
      assign();
    },
  };
}
