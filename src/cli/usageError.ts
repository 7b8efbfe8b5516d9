/** Something that whoever typed the command can mend; the message is all that they see. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
