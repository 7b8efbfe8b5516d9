import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../provision/paths.ts';

const folder = join(root, 'media', 'screenshots');

/**
 * Writes a picture to media/screenshots with a palette of its own, a third of its size and the same to the eye. Dots that
 * mix colours (dither) would be seen in its even faces.
 */
export async function keep(name: string, picture: Buffer): Promise<void> {
  const small = await sharp(picture).png({ palette: true, quality: 90, effort: 10, dither: 0 }).toBuffer();
  write(`${name}.png`, small);
}

export function write(file: string, content: Buffer): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), content);
  console.log(`media/screenshots/${file}  ${(content.length / 1000).toFixed(0)} kB`);
}
