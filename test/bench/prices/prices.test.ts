import { expect, test } from 'vitest';
import { dollarsPerMillionMembers, readPriceTable } from './prices.ts';

const nothing = {
  writeUnit: 0,
  readUnit: 0,
  queueRequest: 0,
  fairQueueRequest: 0,
  invocation: 0,
  gigabyteSecond: 0,
};

test('the price table has a date, and a source for every price', () => {
  const { heldOn, prices, standing } = readPriceTable();
  expect(Date.parse(heldOn)).not.toBeNaN();
  for (const { source } of [...Object.values(prices), ...Object.values(standing)]) {
    expect(source).toMatch(/https:.*(?:as repeated by https:|a stored copy)/);
    expect(source).not.toContain('unchecked');
  }
});

test('a million members cost a million times what one costs', () => {
  const table = readPriceTable();
  const { writeUnit, invocation } = table.prices;
  const usage = { ...nothing, writeUnit: 2_200, invocation: 200 };
  const expected = 1.1 * writeUnit.perMillion + 0.1 * invocation.perMillion;
  expect(dollarsPerMillionMembers(table, usage, 2_000)).toBeCloseTo(expected, 10);
  expect(dollarsPerMillionMembers(table, nothing, 1)).toBe(0);
});
