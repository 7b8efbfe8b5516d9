import { InvalidArgumentError, Option, type Command } from 'commander';
import type { GradientCheckConfig } from '../model/config.ts';
import { formats, type Format } from './formatReports.ts';
import { complaint, settings, type Setting } from './settings.ts';

/** The flags as they were typed; what is absent comes from the configuration file, else from the defaults. */
export interface Flags extends Omit<GradientCheckConfig, '$schema' | 'include' | 'exclude' | 'mode'> {
  config?: string;
  pair?: string;
  exact?: true;
  fast?: true;
  list?: true;
  changed?: string | true;
  watch?: true;
  init?: true;
  explain?: string;
  also?: { format: Format; file: string }[];
  passWithNoPairs?: true;
}

/** Adds the flags of `check`: those of the table of settings, and those that only make sense when typed. */
export function addFlags(command: Command): Command {
  const [before, after] = [settings.slice(0, 4), settings.slice(4)];
  for (const setting of before) addSetting(command, setting);
  command
    .option('--also <format=file>', 'Write another format to a file, from the same run; may be repeated.', another)
    .option('--pair <name>', 'Check only the pair of this name.')
    .addOption(new Option('--exact', 'Compare every entry, whatever it takes.').conflicts('fast'))
    .option('--fast', 'Only probe whole parameters along random directions.');
  for (const setting of after) addSetting(command, setting);
  return command
    .option('--list', 'Only list the pairs that were found; runs nothing.')
    .option('--changed [revision]', 'Only pairs whose files differ from a git revision (default: HEAD).')
    .option('--watch', 'Check again whenever a file changes, until Ctrl+C.')
    .option('--init', 'Write an inputs file beside every source whose pairs need one.')
    .option('--explain <cause>', 'Print the page on a cause, such as constant-factor, and end.')
    .option('--config <file>', 'Configuration file; default: the nearest gradcheck.config.ts, .js or .json.')
    .option('--pass-with-no-pairs', 'Exit code 0 where the paths hold no pair at all.')
    .option('--color', 'Colours even where the output is no terminal (also FORCE_COLOR=1).')
    .option('--no-color', 'No colours (also NO_COLOR=1).');
}

function addSetting(command: Command, setting: Setting): void {
  const { key, kind, placeholder, description, default: value } = setting;
  if (placeholder === undefined) return;
  const name = key.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  const text = value === undefined ? description : `${description.replace(/\.$/u, '')} (default: ${String(value)}).`;
  const option = new Option(`--${name} <${placeholder}>`, text);
  if (typeof kind !== 'string') option.choices(kind);
  else option.argParser((typed: string) => parsed(setting, typed));
  command.addOption(option);
}

function another(typed: string, before: Flags['also'] = []): Flags['also'] {
  const at = typed.indexOf('=');
  const [format, file] = [typed.slice(0, at) as Format, typed.slice(at + 1)];
  if (at > 0 && file !== '' && formats.includes(format)) return [...before, { format, file }];
  throw new InvalidArgumentError(`Write it as sarif=report.sarif; formats are ${formats.join(', ')}.`);
}

function parsed({ kind }: Setting, typed: string): string | number {
  const value = kind === 'text' ? typed : Number(typed === '' ? NaN : typed);
  const wrong = complaint(kind, value);
  if (wrong !== null) throw new InvalidArgumentError(`It ${wrong}.`);
  return value;
}
