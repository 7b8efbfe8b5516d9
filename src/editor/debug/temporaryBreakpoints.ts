import { SourceBreakpoint, debug, type Location } from 'vscode';

export interface Temporary {
  dispose(): void;
}

/** Breakpoints that stand only while one debug session runs; one of the user's on the same line is left as it is. */
export function addTemporary(places: readonly { location: Location; condition: string | null }[]): Temporary {
  const added = places
    .filter(
      ({ location }) => !debug.breakpoints.some((one) => one instanceof SourceBreakpoint && isSameLine(one, location)),
    )
    .map(({ location, condition }) => new SourceBreakpoint(location, true, condition ?? undefined));
  debug.addBreakpoints(added);
  return { dispose: () => debug.removeBreakpoints(added) };
}

/** True where an enabled breakpoint of the user's stands in one of the files. */
export function hasBreakpointIn(files: readonly string[]): boolean {
  return debug.breakpoints.some(
    (one) => one instanceof SourceBreakpoint && one.enabled && files.includes(one.location.uri.fsPath),
  );
}

function isSameLine(one: SourceBreakpoint, location: Location): boolean {
  return (
    one.location.uri.toString() === location.uri.toString() &&
    one.location.range.start.line === location.range.start.line
  );
}
