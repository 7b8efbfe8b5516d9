import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { windowAddress } from '../host/address.ts';
import { installCopy } from '../host/installCopy.ts';
import { startServer } from '../host/server.ts';
import { cache, root } from '../provision/paths.ts';
import { ensureServerBuild } from '../provision/serverBuild.ts';
import { openBrowser } from './desktop.ts';

/** Without a terminal nobody can press Ctrl+C: then the server ends when nobody came for so long. */
const lonelyMilliseconds = 10 * 60_000;

/** Serves VS Code with the extension for a browser until Ctrl+C; it opens at a place of the folder, PATH:LINE. */
export async function serve(folder: string, place: string): Promise<void> {
  const build = await ensureServerBuild();
  const dataFolder = join(cache, 'start');
  installCopy(root, dataFolder);
  const token = randomBytes(16).toString('hex');
  let connections = 0;
  let lastSeen = Date.now();
  const server = await startServer(build, {
    dataFolder,
    token,
    onLine: (line) => {
      if (!line.includes('[ManagementConnection]')) return;
      lastSeen = Date.now();
      if (line.includes('New connection established')) connections++;
      if (line.includes('disposed') || line.includes('disconnected')) connections--;
    },
  });
  const address = windowAddress(server, { folder, place, token });
  console.log(
    `\nVS Code with the extension is served at\n\n  ${address}\n\nClick "Run Gradient Check" there, above backward (${basename(place)}).`,
  );
  openBrowser(address);
  const isTerminal = process.stdin.isTTY || process.stdout.isTTY;
  console.log(isTerminal ? 'Ctrl+C ends it.' : 'It ends with Ctrl+C, or when nobody has opened it for 10 minutes.');
  while (isTerminal || connections > 0 || Date.now() - lastSeen < lonelyMilliseconds) await delay(1000);
  server.dispose();
}
