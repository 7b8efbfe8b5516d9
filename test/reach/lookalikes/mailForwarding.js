class MailRouter {
  constructor(transport, queue) {
    this.transport = transport;
    this.queue = queue;
    this.attempts = 0;
  }

  async forward(message, recipients) {
    const delay = 1000 * Math.pow(2, this.attempts);
    for (const address of recipients) await this.transport.send({ ...message, to: address, delay });
    this.queue.ack(message.id);
  }

  async backward(message, error) {
    this.attempts += 1;
    await this.transport.send({ to: message.from, subject: `Undelivered: ${message.subject}`, text: error.message });
    this.queue.nack(message.id);
  }
}

export default MailRouter;
