import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Price = z.strictObject({
  /** Dollars per million. */
  perMillion: z.number().nonnegative(),
  of: z.string(),
  source: z.string(),
});

const StandingPrice = z.strictObject({
  /** Dollars. */
  each: z.number().nonnegative(),
  of: z.string(),
  source: z.string(),
});

/** The dated list prices of the repository. */
export const PriceTable = z.strictObject({
  heldOn: z.iso.date(),
  region: z.string(),
  currency: z.literal('USD'),
  verified: z.string(),
  prices: z.strictObject({
    writeUnit: Price,
    readUnit: Price,
    queueRequest: Price,
    fairQueueRequest: Price,
    invocation: Price,
    gigabyteSecond: Price,
  }),
  /** What is billed beside the propagation itself. */
  standing: z.strictObject({
    alarmMetric: StandingPrice,
    customMetric: StandingPrice,
    dashboard: StandingPrice,
    logGigabyte: StandingPrice,
    secret: StandingPrice,
    key: StandingPrice,
    storedGigabyte: StandingPrice,
    recoverableGigabyte: StandingPrice,
    millionApiRequests: StandingPrice,
    millionEvents: StandingPrice,
    millionTraces: StandingPrice,
  }),
});
export type PriceTable = z.infer<typeof PriceTable>;

export type Usage = Readonly<Record<keyof PriceTable['prices'], number>>;

/** Reads the price table. */
export const readPriceTable = (): PriceTable =>
  PriceTable.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'price-table.json'), 'utf8')));

/** Dollars for a million members. */
export function dollarsPerMillionMembers({ prices }: PriceTable, usage: Usage, members: number): number {
  const parts = [
    prices.writeUnit.perMillion * usage.writeUnit,
    prices.readUnit.perMillion * usage.readUnit,
    prices.queueRequest.perMillion * usage.queueRequest,
    prices.fairQueueRequest.perMillion * usage.fairQueueRequest,
    prices.invocation.perMillion * usage.invocation,
    prices.gigabyteSecond.perMillion * usage.gigabyteSecond,
  ];
  return parts.reduce((sum, part) => sum + part, 0) / members;
}
