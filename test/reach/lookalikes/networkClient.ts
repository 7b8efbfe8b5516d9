/** Sends activations to a model server; all learning happens there. */
export class RemoteModel {
  constructor(private readonly url: string) {}

  async forward(x: number[][]): Promise<number[][]> {
    const response = await fetch(`${this.url}/forward`, { method: 'POST', body: JSON.stringify({ x }) });
    return (await response.json()).output;
  }

  async backward(gradient: number[][]): Promise<number[][]> {
    const response = await fetch(`${this.url}/backward`, { method: 'POST', body: JSON.stringify({ gradient }) });
    return (await response.json()).gradient;
  }
}
