import { sizeOf } from '../../shapes.ts';
import { isObject, nestedRows, type Numbers } from './arrays.ts';
import { dtypeOf, nestedForm, type Form, type Tensor } from './layout.ts';
import { className, isLength, isNumbers, type Fields } from './fields.ts';
import { ownMatrix } from './ownMatrix.ts';

/**
 * Array objects of libraries and of people's own small matrix classes, recognised by what they hold, never by an
 * import: the user's copy of a library may be any version, or written by hand.
 */

const recognisers: ((value: Fields) => Form | null)[] = [
  tensor,
  mathjs,
  mlMatrix,
  numjs,
  ndarray,
  shaped,
  volume,
  rowsAndColumns,
  onlyData,
  ownMatrix,
];

export function libraryForm(value: Fields): Form | null {
  for (const recognise of recognisers) {
    const form = recognise(value);
    if (form !== null) return form;
  }
  return null;
}

/** TensorFlow.js: Tensor and Variable. */
function tensor(value: Fields): Form | null {
  if (typeof value.dataSync !== 'function' || !isShape(value.shape)) return null;
  const dtype = value.dtype === 'float32' ? 'float32' : 'float64';
  const found = value as unknown as Tensor;
  return { shape: [...found.shape], storage: { library: 'tfjs' }, dtype, layout: { kind: 'tensor', tensor: found } };
}

/** mathjs: DenseMatrix in place; SparseMatrix to read. */
function mathjs(value: Fields): Form | null {
  const storage = { library: 'mathjs' };
  if (value.isDenseMatrix === true) {
    const form = nestedForm(value._data);
    return form === null ? null : { ...form, storage };
  }
  if (value.isSparseMatrix !== true || typeof value.toArray !== 'function') return null;
  return readOnly((value.toArray as () => unknown).call(value), storage);
}

/** ml-matrix: Matrix in place (rows of Float64Array); its views to read. */
function mlMatrix(value: Fields): Form | null {
  if (value.klass !== 'Matrix') return null;
  const storage = { library: 'ml-matrix' };
  const form = nestedForm(value.data);
  if (form !== null && form.shape.length === 2) return { ...form, storage };
  return typeof value.to2DArray === 'function'
    ? readOnly((value.to2DArray as () => unknown).call(value), storage)
    : null;
}

function readOnly(array: unknown, storage: Form['storage']): Form | null {
  const nested = nestedRows(array);
  if (nested === null) return null;
  const data = Float64Array.from(nested.rows.flatMap((row) => [...row]));
  return { shape: nested.shape, storage, dtype: 'float64', layout: { kind: 'copy', data } };
}

/** numjs wraps an ndarray. */
function numjs(value: Fields): Form | null {
  const form = isObject(value.selection) ? ndarray(value.selection) : null;
  return form === null ? null : { ...form, storage: { library: 'numjs' } };
}

/** ndarray (scijs): data with strides and an offset. */
function ndarray(value: Fields): Form | null {
  if (!isShape(value.shape) || !isShape(value.stride) || typeof value.offset !== 'number' || !isNumbers(value.data))
    return null;
  const { shape, stride, offset, data } = value as unknown as {
    shape: number[];
    stride: number[];
    offset: number;
    data: Numbers;
  };
  const positions = new Int32Array(sizeOf(shape)).map((_, flat) => position(flat, shape, stride, offset));
  return {
    shape: [...shape],
    storage: { library: 'ndarray' },
    dtype: dtypeOf(data),
    layout: { kind: 'strided', data, positions },
  };
}

function position(flat: number, shape: number[], stride: number[], offset: number): number {
  let rest = flat;
  let at = offset;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    at += (rest % shape[axis]!) * stride[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return at;
}

const dataNames = [
  'data',
  'values',
  'elements',
  'matrix',
  'array',
  'buffer',
  'entries',
  'vals',
  'arr',
  'mat',
  '_data',
  'm',
  'v',
];
const rowNames = ['rows', 'nRows', 'numRows', 'n_rows', 'rowCount', 'height', '_rows', 'r'];
const columnNames = [
  'cols',
  'columns',
  'nCols',
  'numCols',
  'n_cols',
  'numColumns',
  'colCount',
  'columnCount',
  'width',
  '_cols',
  'c',
];

const planeNames = ['channels', 'depth', 'numChannels', 'nChannels', 'channelCount', 'planes'];

/** Anything with `data` and `shape`. */
function shaped(value: Fields): Form | null {
  const shape = value.shape ?? value.dims ?? value.size;
  return isShape(shape) ? withData(value, shape, 'ndarray') : null;
}

/** A volume of convnet.js: `w` holds sy × sx × depth entries. */
function volume(value: Fields): Form | null {
  const shape = [value.sy, value.sx, value.depth];
  if (!isShape(shape) || !isNumbers(value.w) || value.w.length !== sizeOf(shape)) return null;
  return { shape, storage: { library: 'Vol' }, dtype: dtypeOf(value.w), layout: { kind: 'flat', data: value.w } };
}

/** Matrix classes with rows and columns, in several planes or one, over a flat or a nested array, or behind get and set. */
function rowsAndColumns(value: Fields): Form | null {
  const rows = firstNumber(value, rowNames);
  const columns = firstNumber(value, columnNames);
  if (rows === null || columns === null) return null;
  const storage = { library: className(value) };
  const planes = firstNumber(value, planeNames);
  const inPlanes = planes === null ? null : withData(value, [planes, rows, columns], storage);
  return inPlanes ?? withData(value, [rows, columns], storage) ?? throughMethods(value, rows, columns, storage);
}

function withData(value: Fields, shape: number[], storage: Form['storage']): Form | null {
  for (const name of dataNames) {
    const data = value[name];
    if (isNumbers(data) && data.length === sizeOf(shape)) {
      return { shape: [...shape], storage, dtype: dtypeOf(data), layout: { kind: 'flat', data } };
    }
    const nested = Array.isArray(data) ? nestedForm(data) : null;
    if (nested !== null && sizeOf(nested.shape) === sizeOf(shape)) return { ...nested, shape: [...shape], storage };
  }
  return null;
}

function throughMethods(value: Fields, rows: number, columns: number, storage: Form['storage']): Form | null {
  const { get, set } = value;
  if (typeof get !== 'function' || typeof set !== 'function' || get.length !== 2 || set.length !== 3) return null;
  if (rows * columns === 0 || typeof get.call(value, 0, 0) !== 'number') return null;
  return {
    shape: [rows, columns],
    storage,
    dtype: 'float64',
    layout: {
      kind: 'methods',
      get: (index) => Number(get.call(value, Math.floor(index / columns), index % columns)),
      set: (index, entry) => void set.call(value, Math.floor(index / columns), index % columns, entry),
    },
  };
}

/** A class around one nested array, `data`, whose other fields are no arrays. */
function onlyData(value: Fields): Form | null {
  const name = className(value);
  if (name === '' || !Array.isArray(value.data)) return null;
  const others = Object.entries(value).filter(([key]) => key !== 'data');
  if (others.some(([, field]) => isObject(field))) return null;
  const form = nestedForm(value.data);
  return form === null ? null : { ...form, storage: { library: name } };
}

function firstNumber(value: Fields, names: string[]): number | null {
  for (const name of names) if (isLength(value[name])) return value[name];
  return null;
}

function isShape(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isLengthOrStride);
}

function isLengthOrStride(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value);
}
