import assert from 'node:assert/strict';
import { ignoreInsertion, tagInsertion, type Insertion } from '../../../src/editor/documents/docComment.ts';
import type { FunctionFacts, Language } from '../../../src/model/facts.ts';

/** Facts of the function whose first line holds `name`. */
function factsOf(text: string, name: string): FunctionFacts {
  const line = text.split('\n').findIndex((one) => one.includes(name)) + 1;
  const range = { line, column: 1, endLine: text.split('\n').length, endColumn: 1 };
  return { range, nameRange: { ...range, endLine: line } } as FunctionFacts;
}

function apply(text: string, { line, column, endLine, endColumn, text: put }: Insertion): string {
  const lines = text.split('\n');
  const offset = (at: number, to: number): number =>
    lines.slice(0, at - 1).reduce((sum, one) => sum + one.length + 1, 0) + to - 1;
  return text.slice(0, offset(line, column)) + put + text.slice(offset(endLine, endColumn));
}

function tagged(language: Language, text: string): string {
  return apply(text, tagInsertion(text, language, factsOf(text, 'backward'), 'x: [3, 4]'));
}

const script: [string, string, string][] = [
  ['no comment', 'function backward() {}', '/** @gradcheck x: [3, 4] */\nfunction backward() {}'],
  ['an indented method', '  backward() {}', '  /** @gradcheck x: [3, 4] */\n  backward() {}'],
  [
    'a comment of one line',
    '/** The gradient. */\nfunction backward() {}',
    '/**\n * The gradient.\n * @gradcheck x: [3, 4]\n */\nfunction backward() {}',
  ],
  [
    'a comment of many lines',
    '/**\n * The gradient.\n */\nfunction backward() {}',
    '/**\n * The gradient.\n * @gradcheck x: [3, 4]\n */\nfunction backward() {}',
  ],
  [
    'an earlier tag',
    '/**\n * @gradcheck x: [1]\n */\nfunction backward() {}',
    '/**\n * @gradcheck x: [3, 4]\n */\nfunction backward() {}',
  ],
  [
    'an earlier tag of one line',
    '/** @gradcheck x: [1] */\nfunction backward() {}',
    '/** @gradcheck x: [3, 4] */\nfunction backward() {}',
  ],
  [
    'a comment that is none for the documentation',
    '/* old */\nfunction backward() {}',
    '/* old */\n/** @gradcheck x: [3, 4] */\nfunction backward() {}',
  ],
];

const python: [string, string, string][] = [
  ['no docstring', 'def backward(x):\n    return x', 'def backward(x):\n    """@gradcheck x: [3, 4]"""\n    return x'],
  [
    'a signature of many lines',
    'def backward(\n    x,\n):\n    return x',
    'def backward(\n    x,\n):\n    """@gradcheck x: [3, 4]"""\n    return x',
  ],
  [
    'a docstring of one line',
    'def backward(x):\n    """The gradient."""\n    return x',
    'def backward(x):\n    """The gradient.\n\n    @gradcheck x: [3, 4]\n    """\n    return x',
  ],
  [
    'a docstring of many lines',
    'def backward(x):\n    """\n    The gradient.\n    """\n    return x',
    'def backward(x):\n    """\n    The gradient.\n    @gradcheck x: [3, 4]\n    """\n    return x',
  ],
  [
    'an earlier tag',
    'def backward(x):\n    """@gradcheck x: [1]"""\n    return x',
    'def backward(x):\n    """@gradcheck x: [3, 4]"""\n    return x',
  ],
];

describe('tagInsertion', () => {
  for (const [name, before, after] of script) {
    it(`TypeScript: ${name}`, () => assert.equal(tagged('typescript', before), after));
  }
  for (const [name, before, after] of python) {
    it(`Python: ${name}`, () => assert.equal(tagged('python', before), after));
  }
});

describe('ignoreInsertion', () => {
  it('writes a comment in the language above the function, at its indentation', () => {
    const text = 'class A {\n  backward() {}\n}';
    const one = factsOf(text, 'backward');
    assert.equal(
      apply(text, ignoreInsertion(text, 'javascript', one)),
      'class A {\n  // gradcheck-ignore\n  backward() {}\n}',
    );
    assert.equal(
      ignoreInsertion('def backward(): 0', 'python', factsOf('def backward(): 0', 'backward')).text,
      '# gradcheck-ignore\n',
    );
  });
});
