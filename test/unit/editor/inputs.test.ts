import assert from 'node:assert/strict';
import { questionFor } from '../../../src/editor/inputs/questionFor.ts';
import type { InputsReport } from '../../../src/model/report.ts';
import { sampleReport } from '../report/sampleReport.ts';

const inputs: InputsReport = {
  source: 'inferred',
  description: 'from shapes in the text',
  path: null,
  seed: 1,
  arguments: [
    { name: 'X', value: '4×3 random normal' },
    { name: 'b', value: '5 random normal' },
    { name: 'reg', value: '0.1' },
    { name: 'cache', value: 'what forward returned' },
  ],
};

describe('questionFor', () => {
  it('is what the engine asks, where it asks', () => {
    const question = { message: 'm', tag: 't', file: { name: 'n', text: 'x' } };
    assert.deepEqual(questionFor({ ...sampleReport([]), question }), question);
  });

  it('is prefilled with the inputs that were found, as far as a tag can say them', () => {
    const question = questionFor({ ...sampleReport([]), inputs });
    assert.equal(question.tag, 'X: [4, 3], b: [5], reg = 0.1');
    assert.match(question.message, /from shapes in the text/);
  });

  it('offers a file whose function gives arrays of the same shapes', async () => {
    const { file } = questionFor({ ...sampleReport([]), inputs });
    assert.equal(file.name, 'network.gradcheck.ts');
    const script = questionFor({ ...sampleReport([]), inputs, language: 'javascript' }).file.text;
    const module = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as {
      default: (random: () => number) => Record<string, number[][]>;
    };
    const made = module.default(() => 0.25);
    assert.deepEqual([made['X']?.length, made['X']?.[0]?.length, made['b']?.length], [4, 3, 5]);
    assert.equal(made['X']?.[0]?.[0], -0.5);
    assert.ok(!('cache' in made));
  });
});
