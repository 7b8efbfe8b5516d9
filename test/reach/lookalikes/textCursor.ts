export class TextCursor {
  offset = 0;

  constructor(private readonly text: string) {}

  forward(count = 1): number {
    this.offset = Math.min(this.text.length, this.offset + count);
    return this.offset;
  }

  backward(count = 1): number {
    this.offset = Math.max(0, this.offset - count);
    return this.offset;
  }

  wordForward(): number {
    while (this.offset < this.text.length && /\w/.test(this.text[this.offset])) this.forward();
    return this.offset;
  }

  wordBackward(): number {
    while (this.offset > 0 && /\w/.test(this.text[this.offset - 1])) this.backward();
    return this.offset;
  }
}
