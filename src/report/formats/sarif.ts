import type { Report } from '../../model/report.ts';
import { findings, type Finding } from './findings.ts';
import { isCause, ruleTitle } from './ruleTitle.ts';

const base = '%SRCROOT%';
const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * SARIF 2.1.0 (OASIS): one run, one result per finding, at the site of the gradient. `uri` gives relative URIs; they
 * start at the repository's root where the command runs there.
 */
export function sarifLog(reports: Report[], version: string, uri: (file: string) => string): object {
  const results = reports.flatMap(findings);
  const rules = [...new Set(results.map((result) => result.rule))].sort();
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Gradient Check', version, semanticVersion: version, rules: rules.map(ruleOf) },
        },
        originalUriBaseIds: { [base]: { description: { text: 'The folder in which gradient-check ran.' } } },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => sarifResult(result, uri)),
      },
    ],
  };
}

/** What code-scanning pages show beside a result. */
function ruleOf(id: string): object {
  const title = ruleTitle(id);
  return {
    id,
    shortDescription: { text: title },
    help: { text: isCause(id) ? `${title}. Read more: gradient-check check --explain ${id}` : `${title}.` },
  };
}

function sarifResult(result: Finding, uri: (file: string) => string): object {
  const { line, column, endLine, endColumn } = result.range;
  return {
    ruleId: result.rule,
    level: result.level,
    message: { text: result.message },
    partialFingerprints: { 'pairAndGradient/v1': result.subject },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(result.file), uriBaseId: base },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}
