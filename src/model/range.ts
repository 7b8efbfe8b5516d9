/** A stretch of source text. Lines and columns count from 1; columns are UTF-16 units; the end is exclusive. */
export interface Range {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}
