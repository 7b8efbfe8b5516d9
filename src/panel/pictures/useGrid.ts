import { useEffect, useMemo } from 'preact/hooks';
import type { LeafReport, Report } from '../../model/report.ts';
import { post } from '../host.ts';
import type { LeafValuesOf } from '../messages.ts';
import { gridOf, wholeGrid, type Grid } from './grid.ts';

/**
 * The cells of a leaf: those of the report at once, and every entry as soon as the extension has sent them. Null where
 * the report has no picture.
 */
export function useGrid(report: Report, leaf: LeafReport, values: LeafValuesOf | null): Grid | null {
  const reduced = useMemo(() => gridOf(leaf), [leaf]);
  const isHere = values !== null && values.of === report.values && values.leaf === leaf.name;
  const isWanted = report.values !== null && reduced?.isWhole === false && !isHere;
  useEffect(() => {
    if (isWanted) post({ kind: 'values', leaf: report.leaves.indexOf(leaf) });
  }, [isWanted, report.values, leaf.name]);
  return useMemo(() => {
    const fits = isHere && values.values.analytic.length === leaf.size;
    return fits ? wholeGrid(leaf, values.values) : reduced;
  }, [isHere, values, leaf, reduced]);
}
