import { Command } from 'commander';
import { checkCommand } from './checkCommand.ts';
import { addFlags, type Flags } from './flags.ts';
import { UsageError } from './usageError.ts';
import { version } from './version.ts';

// Whoever reads the output may have seen enough (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(2);
});

/** The command line: parses arguments, nothing else. Exit codes: 0 all correct, 1 something wrong, 2 something unchecked. */
const program = new Command('gradient-check')
  .description('Checks hand-written backpropagation against the cost that it differentiates.')
  .version(version)
  .configureHelp({ showGlobalOptions: false })
  // Before the commands are made: they inherit it.
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });

const examples = `
Examples:
  gradient-check check src                      every pair in src
  gradient-check check network.py --exact       every entry, whatever it takes
  gradient-check check --list                   what would be checked here
  gradient-check check src --changed main       only what differs from main
  gradient-check check --explain transposed     what a cause means

Exit code: 0 all gradients are correct, 1 something is wrong, 2 something could not be checked.`;

addFlags(
  program
    .command('check')
    .description('Find forward and backward functions in the paths and check their gradients.')
    .argument('[paths...]', "files, folders or globs; default: the configuration's, else this folder"),
)
  .addHelpText('after', examples)
  .action(async (paths: string[], flags: Flags) => {
    try {
      process.exitCode = await checkCommand(paths, flags);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    }
  });

void program.parseAsync();
