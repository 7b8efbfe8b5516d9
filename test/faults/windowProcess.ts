import { ResultFiles } from '../../src/editor/results/resultFiles.ts';
import { ResultStore } from '../../src/editor/results/resultStore.ts';
import { SavedResults } from '../../src/editor/results/savedResults.ts';
import { sampleReport } from '../unit/report/sampleReport.ts';

// A window that saves results while another does: `node windowProcess.ts FOLDER NAME COUNT`. It begins when it is told to.
const [folder = '', name = '', count = ''] = process.argv.slice(2);

async function work(): Promise<void> {
  const store = new ResultStore();
  const saved = new SavedResults(store, new ResultFiles(folder), (message) => {
    process.send?.(message);
  });
  await saved.restore();
  for (let at = 0; at < Number(count); at++) {
    store.set({ ...sampleReport(['W2']), pairId: `${name} ${String(at)}` }, at, false);
    store.set({ ...sampleReport(['W2']), pairId: 'checked in both', headline: name }, at, false);
    await saved.save();
  }
  saved.dispose();
  process.disconnect();
}

process.once('message', () => void work());
process.send?.('ready');
