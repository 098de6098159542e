import { expect, test } from 'vitest';
import { readBenchCommand, sectionNames } from './command.ts';

test('without options, everything is measured three times', () => {
  expect(readBenchCommand([])).toEqual({
    out: undefined,
    large: false,
    quick: false,
    runs: 3,
    sections: sectionNames,
  });
});

test('options change what is measured', () => {
  const words = ['--out', 'file', '--quick', '--only', 'peers', '--only', 'costs'];
  expect(readBenchCommand(words)).toMatchObject({ out: 'file', runs: 1, sections: ['costs', 'peers'] });
  expect(readBenchCommand(['--large', '--runs', '5'])).toMatchObject({ large: true, runs: 5 });
});

test.each([
  [['--only', 'everything'], '--only takes one of costs'],
  [['--runs', '0'], '--runs takes 1 or more'],
  [['--runs', 'many'], '--runs takes a number'],
  [['--large', '--quick'], 'exclude each other'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused in words, with the usage', (words, message) => {
  expect(() => readBenchCommand(words)).toThrow(message);
  expect(() => readBenchCommand(words)).toThrow('usage: bench');
});
