import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { makeRunFolder } from '../../infra/laptop/run-folder.ts';
import { readStartCommand } from '../../infra/laptop/start-command.ts';
import { temporaryFolder } from '../local/support/assembly.ts';

test('start uses port 3000 and sample data by default', () => {
  expect(readStartCommand([], {})).toEqual({
    port: 3000,
    empty: false,
    debug: false,
    dataDirectory: undefined,
    tickSeconds: undefined,
    chaosFile: undefined,
    memberEndpoint: undefined,
    logs: false,
  });
  expect(
    readStartCommand(['--empty', '--debug', '--data', 'here', '--tick', '0.5', '--logs'], { PORT: '0' }),
  ).toEqual({
    port: 0,
    empty: true,
    debug: true,
    dataDirectory: resolve('here'),
    tickSeconds: 0.5,
    chaosFile: undefined,
    memberEndpoint: undefined,
    logs: true,
  });
});

test.each([
  [['--unheard'], {}],
  [['more'], {}],
  [['--tick', '0'], {}],
  [['--tick', 'often'], {}],
  [['--data', ''], {}],
  [['--chaos', ''], {}],
  [['--member-endpoint', 'members'], {}],
  [[], { PORT: 'http' }],
  [[], { PORT: '70000' }],
])('start refuses %j with %j', (words, environment) => {
  expect(() => readStartCommand(words, environment)).toThrow('usage: ');
});

test('the folders of ended processes are removed', () => {
  const parent = temporaryFolder();
  // No process has an id this high.
  mkdirSync(join(parent, 'run-99999999-abcdef'));
  mkdirSync(join(parent, `run-${process.pid}-abcdef`));
  mkdirSync(join(parent, 'other'));
  const folder = makeRunFolder(parent);
  expect(existsSync(folder)).toBe(true);
  expect(readdirSync(parent)).toHaveLength(3);
  expect(readdirSync(parent)).toContain(`run-${process.pid}-abcdef`);
});
