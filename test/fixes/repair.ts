import { join } from 'node:path';
import { createCheckService } from '../../src/engine/processes/client.ts';
import { defaultOptions, type CheckService } from '../../src/engine/service.ts';
import { applyChange, type FixCandidate } from '../../src/fixes/candidate.ts';
import { fixInput, proposeFixes } from '../../src/fixes/proposeFixes.ts';
import { provenFix, type CheckText } from '../../src/fixes/provenFix.ts';
import type { ModuleFacts } from '../../src/model/facts.ts';
import type { Report } from '../../src/model/report.ts';

const root = join(import.meta.dirname, '..', '..');

export function startService(): CheckService {
  return createCheckService({
    runnerPath: join(root, 'dist', 'runner.cjs'),
    cacheFolder: join(root, '.cache', 'fixes'),
    jobs: 1,
  });
}

export interface Repair {
  report: Report;
  candidates: FixCandidate[];
  /** The change that is proven; null where none is. */
  fix: FixCandidate | null;
  /** The lines that the fix writes. */
  lines: string[];
  checks: number;
}

/** Does for a text what the editor does for a wrong gradient: checks, proposes, proves. */
export async function repair(
  service: CheckService,
  file: string,
  text: string,
  { pair: id, leaf: name, python = null }: { pair: string; leaf: string; python?: string | null },
): Promise<Repair> {
  const facts = await service.discover(file, text);
  let checks = 0;
  const check: CheckText = async (changed, seed) => {
    checks++;
    return checkText(service, facts, id, changed, { seed, python });
  };
  const report = await check(text, 1);
  const leaf = report?.leaves.find((one) => one.name === name);
  const backward = facts.functions.find(({ qualifiedName }) => qualifiedName === id);
  const sites = facts.pairs.find((one) => one.id === id)?.sites.map(({ range }) => range) ?? [];
  if (!report || !leaf || !backward) throw new Error(`no ${name} in ${id}: ${report?.headline ?? 'no report'}`);
  const candidates = proposeFixes(fixInput(report, leaf, { text, body: backward.range, sites }));
  const fix = await provenFix({ text, report, leaf: name, candidates, check, isOver: () => false });
  const before = text.split('\n');
  const lines = fix ? applyChange(text, fix.change).split('\n') : [];
  return {
    report,
    candidates,
    fix,
    checks,
    lines: lines.filter((line) => !before.includes(line)).map((line) => line.trim()),
  };
}

async function checkText(
  service: CheckService,
  facts: ModuleFacts,
  id: string,
  text: string,
  options: { seed: number; python: string | null },
): Promise<Report> {
  const pair = facts.pairs.find((one) => one.id === id);
  if (!pair) throw new Error(`no pair ${id}: ${facts.pairs.map((one) => one.id).join(', ')}`);
  const request = {
    file: facts.file,
    pair,
    overlays: { [facts.file]: text },
    options: { ...defaultOptions, ...options },
  };
  const handlers = { onProgress: () => undefined, onOutput: () => undefined };
  return service.check(request, handlers, new AbortController().signal);
}
