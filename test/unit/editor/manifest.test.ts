import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { commandIds } from '../../../src/editor/commandIds.ts';
import { settingDefaults } from '../../../src/editor/settingDefaults.ts';

interface Manifest {
  icon: string;
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string }[];
    configuration: { properties: Record<string, { default: unknown; scope: string; [key: string]: unknown }> };
    menus: Record<string, { command: string }[]>;
  };
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
}

const read = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
const text = read('package.json');
const manifest = JSON.parse(text) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { commands, configuration, menus } = manifest.contributes;

describe('package.json', () => {
  it('declares exactly the commands that exist', () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), Object.values(commandIds).sort());
    const declared = new Set(commands.map(({ command }) => command));
    for (const entry of Object.values(menus).flat()) assert.ok(declared.has(entry.command), entry.command);
  });

  it('declares exactly the settings that exist, with the same defaults', () => {
    const defaults = Object.entries(configuration.properties).map(([name, { default: value }]) => [name, value]);
    const expected = Object.entries(settingDefaults).map(([name, value]) => [`gradientCheck.${name}`, value]);
    assert.deepEqual(Object.fromEntries(defaults), Object.fromEntries(expected));
  });

  it('draws the walkthrough without styles, which the page that shows it does not let in', () => {
    const folder = new URL('../../../media/walkthrough/', import.meta.url);
    const pictures = readdirSync(folder);
    assert.ok(pictures.length > 0);
    for (const name of pictures) assert.doesNotMatch(readFileSync(new URL(name, folder), 'utf8'), /style/, name);
  });

  it('describes every setting, and every choice of it', () => {
    for (const [name, setting] of Object.entries(configuration.properties)) {
      assert.ok(setting['description'] ?? setting['markdownDescription'], name);
      const choices = setting['enum'] as unknown[] | undefined;
      assert.equal((setting['enumDescriptions'] as unknown[] | undefined)?.length, choices?.length, name);
    }
  });

  it('has all words that a person reads in package.nls.json, and nothing else there', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
    // What a model reads about the tool's input stays in English.
    const people = JSON.stringify(manifest, (key, value: unknown) => (key === 'inputSchema' ? null : value), 1);
    const spoken =
      /"(title|description|markdownDescription|altText|displayName|userDescription|contents|category)": "(?!%)/;
    assert.deepEqual(
      people.split('\n').filter((line) => spoken.test(line)),
      [],
    );
  });

  it('does not let an untrusted folder choose a program', () => {
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['gradientCheck.python']);
  });

  it('does not start with every window', () => {
    assert.ok(!manifest.activationEvents.some((event) => event === '*' || event.startsWith('onStartup')));
  });
});
