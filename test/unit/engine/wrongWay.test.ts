import assert from 'node:assert/strict';
import { checkMistake } from './checkMistake.ts';

describe('a kernel that backward reads in another order than forward', () => {
  it('is named, with the order', async () => {
    const report = await checkMistake(
      'convolution.ts',
      'conv2dBackward',
      'g * k;',
      'g * kernel[kernel.length - 1 - a]![kr.length - 1 - b]!;',
    );
    const { cause } = report.leaves.find(({ name }) => name === 'x')!;
    assert.equal(cause?.id, 'through-leaf');
    assert.equal(cause.constants['through'], 'kernel');
    assert.match(cause.message, /On the way to dx backward reads kernel rotated by 180°/);
  });

  it('is not blamed for another mistake on the way', async () => {
    const report = await checkMistake('convolution.ts', 'conv2dBackward', 'g * k;', 'g * k * k;');
    const { cause } = report.leaves.find(({ name }) => name === 'x')!;
    assert.doesNotMatch(cause?.message ?? '', /On the way to/);
  });
});
