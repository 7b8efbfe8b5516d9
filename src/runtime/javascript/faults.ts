import * as l10n from '@vscode/l10n';
import { fileURLToPath } from 'node:url';
import { fault, GradientCheckError, type Fault, type FaultKind } from '../../model/fault.ts';

/** One frame of a stack, as Node prints it after source mapping. */
interface Frame {
  text: string;
  file: string | null;
  line: number | null;
  column: number | null;
}

/**
 * Turns anything that user code threw into a fault with the user's own place and stack.
 * @param doing what ran, for the message: 'forward', 'the set-up'
 */
export function faultOf(thrown: unknown, doing: string, kind: FaultKind = 'throw'): Fault {
  if (thrown instanceof GradientCheckError) return thrown.fault;
  const frames = userFrames(thrown);
  const place = frames.find(isOwnCode) ?? frames.find((frame) => frame.file !== null);
  return fault(kind, l10n.t('{0} threw {1}{2}', doing, textOf(thrown), hint(thrown)), {
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    stack: frames.length === 0 ? null : [textOf(thrown), ...frames.map((frame) => frame.text)].join('\n'),
  });
}

/** 'TypeError: x is not a function', or the thrown value where it is no error. */
export function textOf(thrown: unknown): string {
  if (thrown instanceof Error || isErrorLike(thrown)) return `${thrown.name}: ${thrown.message}`;
  try {
    return typeof thrown === 'string' ? thrown : JSON.stringify(thrown);
  } catch {
    return String(thrown);
  }
}

/** Errors of another realm are no instances of this one's Error. */
function isErrorLike(thrown: unknown): thrown is { name: string; message: string } {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown;
}

const browserNames = /^(document|window|navigator|localStorage|Image|HTMLElement|self|requestAnimationFrame|alert)$/;

/** What to do next, where a missing name tells. */
function hint(thrown: unknown): string {
  const name = /^(\w+) is not defined/.exec((thrown as Error | undefined)?.message ?? '')?.[1];
  if (name === undefined) return '';
  if (browserNames.test(name))
    return l10n.t('. The browser has it, a check does not: move it out of the functions that are checked.');
  const known = scriptPackages[name];
  return known === undefined
    ? ''
    : l10n.t('. A script tag would bring it; install it in the workspace: npm install {0}', known);
}

/** Globals that script tags bring, and the packages that have them. */
export const scriptPackages: Record<string, string> = {
  math: 'mathjs',
  nj: 'numjs',
  tf: '@tensorflow/tfjs',
  numeric: 'numeric',
  mlMatrix: 'ml-matrix',
  convnetjs: 'convnetjs',
  ndarray: 'ndarray',
  _: 'lodash',
};

function isOwnCode(frame: Frame): boolean {
  return frame.file !== null && !/[\\/]node_modules[\\/]/.test(frame.file);
}

/** Frames of user code, packages included, without this extension's and Node's own. */
function userFrames(thrown: unknown): Frame[] {
  const stack: unknown = (thrown as { stack?: unknown } | null | undefined)?.stack;
  if (typeof stack !== 'string') return [];
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map(parseFrame)
    .filter((frame) => frame.file !== null && !frame.file.startsWith('node:') && !isExtension(frame.file));
}

function parseFrame(text: string): Frame {
  const match = /\(?((?:file:\/\/|\/|[A-Za-z]:[\\/]|node:)[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(text);
  if (match === null) return { text, file: null, line: null, column: null };
  return {
    text,
    file: pathOf(match[1]!),
    line: Number(match[2]),
    column: match[3] === undefined ? null : Number(match[3]),
  };
}

/** File path of a URL without its query; anything else as it is. */
export function pathOf(location: string): string {
  if (!location.startsWith('file:')) return location;
  try {
    return fileURLToPath(location.replace(/[?#].*$/, ''));
  } catch {
    return location;
  }
}

/** This extension's own files: its source folder, or the folder of the bundle. */
let ownFolder: string | null | undefined;

function isExtension(file: string): boolean {
  if (ownFolder === undefined) {
    const mine = parseFrame(new Error('where').stack?.split('\n')[1] ?? '').file;
    const folder = mine?.replace(/(runtime[\\/]javascript[\\/])?[^\\/]*$/, '') ?? '';
    ownFolder = folder === '' ? null : folder;
  }
  return ownFolder !== null && file.startsWith(ownFolder);
}
