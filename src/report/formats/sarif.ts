import type { Report } from '../../model/report.ts';
import { findings, type Finding } from './findings.ts';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF 2.1.0 (OASIS): one run, one result per finding, at the site of the gradient. `uri` gives relative URIs. */
export function sarifLog(reports: Report[], version: string, uri: (file: string) => string): object {
  const results = reports.flatMap(findings);
  const rules = [...new Set(results.map((result) => result.rule))].sort();
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Gradient Check', version, semanticVersion: version, rules: rules.map((id) => ({ id })) },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => sarifResult(result, uri)),
      },
    ],
  };
}

function sarifResult(result: Finding, uri: (file: string) => string): object {
  const { line, column, endLine, endColumn } = result.range;
  return {
    ruleId: result.rule,
    level: result.level,
    message: { text: result.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(result.file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}
