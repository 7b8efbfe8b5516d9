import { escapeXml } from '../../report/escapeXml.ts';
import { post } from '../host.ts';
import { longestName } from '../messages.ts';
import { legendSteps } from './legendScale.ts';

/** What stands round a saved picture. */
export interface PictureParts {
  /** Text below the title. */
  subtitle?: string;
  /** Colours from low to high by share, with the words at both ends. */
  legend?: { color: (share: number) => string; low: string; high: string };
}

interface Labels extends PictureParts {
  title: string;
  file: string;
}

const margin = 16;
const lineHeight = 18;

/** Hands a picture to the extension, which asks where to save it: a canvas as PNG, an SVG as it is. */
export async function savePicture(picture: HTMLCanvasElement | SVGSVGElement, labels: Labels): Promise<void> {
  const name = labels.file.slice(-longestName);
  if (picture instanceof SVGSVGElement) {
    post({ kind: 'save-picture', format: 'svg', name, data: svgText(picture, labels) });
    return;
  }
  const blob = await new Promise<Blob | null>((resolve) => framed(picture, labels).toBlob(resolve, 'image/png'));
  if (!blob) return;
  const data = base64(new Uint8Array(await blob.arrayBuffer()));
  post({ kind: 'save-picture', format: 'png', name, data });
}

/** The canvas with title and legend around it, on the theme's background. */
function framed(picture: HTMLCanvasElement, { title, subtitle, legend }: Labels): HTMLCanvasElement {
  const pixels = picture.width / (picture.clientWidth || picture.width);
  const [width, height] = [picture.width / pixels, picture.height / pixels];
  const top = margin + (subtitle ? 2 : 1) * lineHeight;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((Math.max(width, 320) + 2 * margin) * pixels);
  canvas.height = Math.ceil((top + 8 + height + margin + (legend ? lineHeight + 8 : 0)) * pixels);
  const context = canvas.getContext('2d');
  if (!context) return picture;
  const { background, foreground, family } = look();
  context.scale(pixels, pixels);
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = foreground;
  context.font = `600 13px ${family}`;
  context.fillText(title, margin, margin + 12);
  context.font = `12px ${family}`;
  if (subtitle) context.fillText(subtitle, margin, margin + 12 + lineHeight);
  context.drawImage(picture, margin, top + 8, width, height);
  if (legend) drawLegend(context, legend, top + 8 + height + 8, foreground);
  return canvas;
}

function drawLegend(
  context: CanvasRenderingContext2D,
  { color, low, high }: NonNullable<PictureParts['legend']>,
  top: number,
  foreground: string,
): void {
  context.fillStyle = foreground;
  context.fillText(low, margin, top + 12);
  const left = margin + context.measureText(low).width + 8;
  for (const [at, share] of legendSteps.entries()) {
    context.fillStyle = color(share);
    context.fillRect(left + at * 6, top + 3, 6, 10);
  }
  context.fillStyle = foreground;
  context.fillText(high, left + legendSteps.length * 6 + 8, top + 12);
}

const kept = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity'];
const keptOfTexts = ['font-size', 'font-family', 'font-weight', 'text-anchor', 'dominant-baseline'];

/** A copy that needs no style sheet, with its title above. */
function svgText(picture: SVGSVGElement, { title, subtitle }: Labels): string {
  const { width, height } = picture.getBoundingClientRect();
  const top = 2 * lineHeight + (subtitle ? lineHeight : 0);
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const [own, copied] = [picture, copy].map((root) => [...root.querySelectorAll<SVGElement>('*')]);
  for (const [at, element] of (own ?? []).entries()) {
    const style = getComputedStyle(element);
    const names = element instanceof SVGTextElement ? [...kept, ...keptOfTexts] : kept;
    for (const name of names) copied?.[at]?.setAttribute(name, style.getPropertyValue(name));
  }
  copy.removeAttribute('class');
  for (const [name, value] of Object.entries({ x: 0, y: top, width, height, overflow: 'visible' })) {
    copy.setAttribute(name, String(value));
  }
  const { background, foreground, family } = look();
  const outer = `width="${String(width + 2 * margin)}" height="${String(height + top + margin)}"`;
  const view = `viewBox="${String(-margin)} 0 ${String(width + 2 * margin)} ${String(height + top + margin)}"`;
  const words = [title, subtitle ?? ''].map((text, at) => {
    const weight = at === 0 ? '600' : '400';
    return `<text x="0" y="${String(lineHeight * (at + 1))}" fill="${foreground}" font-size="13" font-weight="${weight}" font-family="${escapeXml(family)}">${escapeXml(text)}</text>`;
  });
  const ground = `<rect x="${String(-margin)}" width="100%" height="100%" fill="${background}"/>`;
  const inner = new XMLSerializer().serializeToString(copy);
  return `<svg xmlns="http://www.w3.org/2000/svg" ${outer} ${view}>${ground}${words.join('')}${inner}</svg>\n`;
}

function look(): { background: string; foreground: string; family: string } {
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  return { background: backgroundColor, foreground: color, family: fontFamily };
}

function base64(bytes: Uint8Array): string {
  const size = 0x8000;
  let text = '';
  for (let from = 0; from < bytes.length; from += size) {
    text += String.fromCharCode(...bytes.subarray(from, from + size));
  }
  return btoa(text);
}
