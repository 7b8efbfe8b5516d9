import type { Report } from '../../model/report.ts';

/** What somebody who looks into a problem wants to know first. Read by maintainers, so in English. */
export interface Surroundings {
  extension: string;
  editor: string;
  /** Name of the application, 'Visual Studio Code'. */
  application: string;
  platform: string;
  node: string;
  remote: string | null;
  language: string;
  /** Settings that differ from their defaults. */
  settings: Record<string, unknown>;
}

/** One line for the foot of a report. */
export function versionsLine({ editor, platform }: Pick<Surroundings, 'editor' | 'platform'>): string {
  return `VS Code ${editor} · ${platform}`;
}

/** A bug report with everything filled in that the extension knows; it names no file and quotes no code. */
export function problemText(about: Surroundings, reports: readonly Report[]): string {
  const settings = Object.entries(about.settings).map(([key, value]) => `- \`${key}\`: \`${JSON.stringify(value)}\``);
  const lines = [
    '## What happened, and what did you expect?',
    '',
    '<!-- Write here. A small piece of code that shows it helps most. -->',
    '',
    '## Versions',
    '',
    `- Gradient Check ${about.extension}`,
    `- ${about.application} ${about.editor} (${about.language}) on ${about.platform}, Node ${about.node}`,
    `- Remote: ${about.remote ?? 'no'}`,
    '',
    '## Settings that are not the default',
    '',
    ...(settings.length > 0 ? settings : ['- none']),
    '',
    '## Last checks',
    '',
    ...(reports.length > 0 ? reports.map(reportLine) : ['- none']),
    '',
  ];
  return lines.join('\n');
}

function reportLine({ language, method, verdict, doubt, error, cause, size, host }: Report): string {
  const why = [error?.kind, doubt, cause?.id].filter((one) => one !== null && one !== undefined).join(', ');
  return `- ${language}, ${method}: ${verdict}${why === '' ? '' : ` (${why})`}, ${String(size)} parameters, ${host}`;
}
