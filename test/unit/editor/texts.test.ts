import assert from 'node:assert/strict';
import { boundedAnswer, noPair } from '../../../src/editor/agents/agentText.ts';
import { problemText } from '../../../src/editor/results/problemText.ts';
import { sampleReport } from '../report/sampleReport.ts';

describe('what an agent is told', () => {
  const part = (name: string, length: number, isWrong = false) => ({
    name,
    isWrong,
    text: `${name} ${'word '.repeat(length)}`,
  });

  it('is bounded, says the wrong pairs first, and names what was left out', () => {
    const parts = Array.from({ length: 60 }, (_, i) => part(`pair${i}`, 400, i === 59));
    const text = boundedAnswer(parts);
    assert.ok(text.length <= 12_000, String(text.length));
    assert.match(text, /^pair59 /);
    assert.match(text, /Left out for length, ask for one pair at a time: .*pair\d/);
  });

  it('ends a long part at a word', () => {
    const text = boundedAnswer([part('one', 5000)]);
    assert.ok(text.length <= 12_000);
    assert.match(text, /word\n\(shortened\)$/);
  });

  it('says what to do where no pair fits', () => {
    assert.match(noPair('a.ts', undefined, []), /No pair .* Name them alike/);
    assert.match(noPair('a.ts', 'x', ['forward', 'Dense']), /has no pair named x. It has: forward, Dense/);
  });
});

describe('a bug report', () => {
  it('has versions, settings and last verdicts, and neither paths nor names of the code', () => {
    const about = {
      extension: '0.1.0',
      editor: '1.101.0',
      application: 'Visual Studio Code',
      platform: 'linux x64',
      node: '22.15.0',
      remote: null,
      language: 'en',
      settings: { seed: 7 },
    };
    const report = sampleReport(['W2']);
    const text = problemText(about, [report]);
    for (const part of ['Gradient Check 0.1.0', 'Visual Studio Code 1.101.0', 'linux x64', '`seed`: `7`', 'wrong']) {
      assert.ok(text.includes(part), part);
    }
    assert.ok(!text.includes(report.file) && !text.includes('W2'));
  });
});
