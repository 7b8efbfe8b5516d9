import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { formatCount } from '../../report/numbers.ts';
import { savePicture, type PictureParts } from './savePicture.ts';

/** What a picture says, in cells; made only when somebody asks for it. */
export interface TableBehind {
  head: string[];
  rows(): string[][];
  /** How many rows there would be, where `rows` gives only the first of them. */
  total?: number;
}

interface FrameProps {
  title: string;
  /** Name of the saved file, without its ending. */
  file: string;
  table: TableBehind;
  caption?: ComponentChildren;
  /** Buttons beside the title. */
  tools?: ComponentChildren;
  /** What a saved picture needs beside its canvas or SVG. */
  parts?: PictureParts;
  wide?: boolean;
  children: ComponentChildren;
}

/** A picture with its title, its words, the table behind it, and the way to save it. */
export function PictureFrame(props: FrameProps): preact.JSX.Element {
  const { title, file, table, caption, tools, parts, wide, children } = props;
  const body = useRef<HTMLDivElement>(null);
  const save = (): void => {
    const picture = body.current?.querySelector<HTMLCanvasElement | SVGSVGElement>('canvas, svg');
    if (picture) void savePicture(picture, { title, file, ...parts });
  };
  return (
    <figure class={wide ? 'picture wide-picture' : 'picture'} aria-label={title}>
      <div class="picture-head">
        <h4>{title}</h4>
        <span class="picture-tools">
          {tools}
          <button
            class="icon"
            title={l10n.t('Save this picture…')}
            aria-label={l10n.t('Save picture: {0}', title)}
            onClick={save}
          >
            <SaveIcon />
          </button>
        </span>
      </div>
      <div ref={body} class="picture-body">
        {children}
      </div>
      {caption && <figcaption>{caption}</figcaption>}
      <Behind title={title} table={table} />
    </figure>
  );
}

function Behind({ title, table }: { title: string; table: TableBehind }): preact.JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const rows = isOpen ? table.rows() : [];
  const total = table.total ?? rows.length;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={l10n.t('{0} as a table', title)}>{l10n.t('As a table')}</summary>
      {isOpen && (
        <div class="wide behind" tabIndex={0} role="region" aria-label={l10n.t('{0} as a table', title)}>
          <table>
            <thead>
              <tr>
                {table.head.map((word) => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={column} class="number">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {total > rows.length && (
            <p class="faint">{l10n.t('The first {0} of {1}.', formatCount(rows.length), formatCount(total))}</p>
          )}
        </div>
      )}
    </details>
  );
}

function SaveIcon(): preact.JSX.Element {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10" fill="none" stroke="currentColor" stroke-width="1.3" />
    </svg>
  );
}
