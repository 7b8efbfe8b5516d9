import { Command, InvalidArgumentError, Option } from 'commander';
import { defaultOptions } from '../engine/service.ts';
import { checkCommand, type CheckFlags } from './checkCommand.ts';
import { formats } from './formatReports.ts';
import { version } from './version.ts';

/** The command line: parses arguments, nothing else. Exit codes: 0 all correct, 1 something wrong, 2 something unchecked. */
const program = new Command('gradient-check')
  .description('Checks hand-written backpropagation against the cost that it differentiates.')
  .version(version)
  // Before the commands are made: they inherit it.
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });

program
  .command('check')
  .description('find forward and backward functions in the paths and check their gradients')
  .argument('<paths...>', 'files, folders or globs')
  .addOption(new Option('--format <format>', 'how the result is printed').choices(formats).default('text'))
  .option('--output <file>', 'write the result to a file instead of the terminal')
  .option('--pair <name>', 'check only the pair of this name')
  .option('--epsilon <step>', 'step of the textbook check', positive, defaultOptions.epsilon)
  .option('--seed <number>', 'seed of the random inputs', integer, defaultOptions.seed)
  .option('--time-limit <seconds>', 'time limit of one check', positive, defaultOptions.timeLimitMilliseconds / 1000)
  .option('--memory-limit <megabytes>', 'memory limit of one check', positive, defaultOptions.memoryLimitMegabytes)
  .option(
    '--budget <seconds>',
    'the exact sweep runs where it fits this time',
    positive,
    defaultOptions.budgetMilliseconds / 1000,
  )
  .option('--exact', 'compare every entry, whatever it takes')
  .option('--fast', 'only probe whole parameters along random directions')
  .option('--jobs <number>', 'checks at the same time; default: one per core', integer)
  .option('--list', 'only list the pairs that were found')
  .option('--python <interpreter>', 'interpreter for Python files')
  .action(async (paths: string[], flags: CheckFlags) => {
    process.exitCode = await checkCommand(paths, flags);
  });

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number from 0 on.');
  return value;
}

void program.parseAsync();
