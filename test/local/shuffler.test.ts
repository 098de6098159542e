import { expect, test } from 'vitest';
import { Shuffler } from '../../infra/local/eventbridge/shuffler.ts';
import { seededRandom } from '../../infra/local/lib/random.ts';

const numbers = Array.from({ length: 200 }, (_, index) => index);

/** All that comes out, in order, of items that came in one after the other. */
function shuffled(seed: number): number[] {
  const shuffler = new Shuffler<number>(seededRandom(seed));
  const out = numbers.flatMap((number) => {
    shuffler.add(number);
    return number % 10 === 9 ? shuffler.next() : [];
  });
  while (!shuffler.isEmpty) out.push(...shuffler.next());
  return out;
}

test('every item comes, some of them twice, none more often', () => {
  const out = shuffled(1);
  const times = numbers.map((number) => out.filter((other) => other === number).length);
  expect(new Set(times)).toEqual(new Set([1, 2]));
  expect(times.filter((count) => count === 2).length).toBeLessThan(50);
});

test('items overtake those of the same round, and those of earlier rounds', () => {
  const out = [...new Set(shuffled(1))];
  expect(out).not.toEqual(numbers);
  const overtaken = out.some((number, place) =>
    out.slice(place).some((later) => Math.floor(later / 10) < Math.floor(number / 10)),
  );
  expect(overtaken).toBe(true);
});

test('the order depends on the seed alone', () => {
  expect(shuffled(7)).toEqual(shuffled(7));
  expect(shuffled(7)).not.toEqual(shuffled(8));
});

test('random numbers are from 0 up to 1, and evenly spread', () => {
  const random = seededRandom(3);
  const drawn = Array.from({ length: 10_000 }, random);
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  const tenths = Array.from({ length: 10 }, (_, tenth) => drawn.filter((n) => Math.floor(n * 10) === tenth));
  expect(tenths.every(({ length }) => length > 900 && length < 1100)).toBe(true);
});
