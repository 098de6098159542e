import { expect, test } from 'vitest';
import { readDemoCommand } from '../../infra/laptop/demo/command.ts';

test('the demo shows the sample’s largest group by default', () => {
  expect(readDemoCommand([])).toEqual({ services: undefined, reassign: false });
  expect(readDemoCommand(['--services', '20'])).toEqual({ services: 20, reassign: false });
  expect(readDemoCommand(['--reassign'])).toEqual({ services: undefined, reassign: true });
});

test.each([
  [['--services', 'many']],
  [['--services', '0']],
  [['--services', '1.5']],
  [['--reassign', '--services', '20']],
])('the demo refuses %j', (words) => {
  expect(() => readDemoCommand(words)).toThrow('usage: demo [--services N | --reassign]');
});
