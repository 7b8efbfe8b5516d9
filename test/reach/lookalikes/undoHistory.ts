export interface Command {
  execute(): void;
  revert(): void;
}

export class History {
  #past: Command[] = [];
  #future: Command[] = [];

  push(command: Command): void {
    command.execute();
    this.#past.push(command);
    this.#future = [];
  }

  backward(count = 1): void {
    for (let i = 0; i < count; i++) {
      const command = this.#past.pop();
      if (!command) return;
      command.revert();
      this.#future.push(command);
    }
  }

  forward(count = 1): void {
    for (let i = 0; i < count; i++) {
      const command = this.#future.pop();
      if (!command) return;
      command.execute();
      this.#past.push(command);
    }
  }
}
