import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { follow, exitCodeOf } from '../../clients/cli/follow/follow.ts';
import { Output } from '../../clients/cli/output/output.ts';

class Terminal extends Writable {
  readonly isTTY = true;
  readonly columns = 80;
  text = '';
  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

type Reading = readonly [state: string, done: number];
const ended: Reading = ['completed', 4];

/** Follows something that is in these states, one reading after the other. */
async function followed(states: readonly Reading[], isProgressShown: boolean) {
  const stderr = new Terminal();
  const io = {
    stdout: new Terminal(),
    stderr,
    environment: {},
    signal: new AbortController().signal,
    columns: 80,
    isProgressShown,
    fetch,
    pause: () => Promise.resolve(),
    now: () => new Date(),
  };
  const left = [...states];
  const last = await follow(
    {
      what: 'Propagating',
      read: () => Promise.resolve(left.shift() ?? ended),
      stateOf: ([state]) => state,
      waitsFor: ([state]) => (state === 'awaiting-consent' ? 'It waits.' : undefined),
      progressOf: ([, done]) => ({ done, all: 4 }),
    },
    { io, output: new Output(io) },
  );
  return { last, shown: stderr.text };
}

it('What is followed says once what it waits for, and shows a bar on a terminal alone', async () => {
  const states: readonly Reading[] = [
    ['awaiting-consent', 0],
    ['awaiting-consent', 0],
    ['propagating', 1],
    ended,
  ];
  const { last, shown } = await followed(states, true);
  expect(last).toEqual(ended);
  expect(shown.match(/It waits\./g)).toHaveLength(1);
  expect(shown).toContain('Propagating ██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 1/4');
  expect(shown).toContain(`Propagating ${'█'.repeat(40)} 4/4`);
  expect(shown.endsWith('\n')).toBe(true);
  const piped = await followed(states, false);
  expect(piped.shown).toBe('It waits.\n');
});

it('Only what completed without failures ends with 0', () => {
  expect(['completed', 'completed-with-failures', 'rejected', 'cancelled'].map(exitCodeOf)).toEqual([
    0, 1, 1, 1,
  ]);
});
