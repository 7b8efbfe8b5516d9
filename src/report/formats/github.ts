import type { Report } from '../../model/report.ts';
import { findings } from './findings.ts';

/**
 * Workflow commands that GitHub shows as annotations on the lines of a pull request
 * (docs.github.com, "Workflow commands": `::error file=…,line=…::message`). Paths relative to the repository's root.
 */
export function githubAnnotations(reports: Report[], relative: (file: string) => string): string {
  const lines = reports.flatMap((report) =>
    findings(report).map(({ level, message, file, range, rule }) => {
      const place = [
        `file=${property(relative(file))}`,
        `line=${String(range.line)}`,
        `endLine=${String(range.endLine)}`,
        `col=${String(range.column)}`,
        `title=${property(`gradient-check: ${rule}`)}`,
      ];
      return `::${level} ${place.join(',')}::${data(message)}`;
    }),
  );
  return lines.map((line) => `${line}\n`).join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
