/** The part of ndarray that the tests use; the package has no types. */
declare module 'ndarray' {
  interface NdArray {
    shape: number[];
    transpose(...axes: number[]): NdArray;
  }
  export default function ndarray(data: Float64Array, shape: number[]): NdArray;
}
