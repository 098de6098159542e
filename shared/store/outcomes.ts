import * as z from 'zod';
import { MemberFailureCode, storedCode } from '../domain/codes.ts';
import { ServiceId, type ChangeId } from '../domain/identifiers.ts';
import {
  changePartition,
  failedKey,
  failedPrefix,
  outcomeKey,
  outcomePartition,
  outcomePrefix,
  outcomeShards,
  triesKey,
} from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Item, Key, Table, Write } from './table.ts';

const failure = {
  code: storedCode(MemberFailureCode),
  detail: z.string(),
  /** The beginning of the body that the member system answered, as text. */
  answer: z.string().optional(),
  /** Absent if it is not known that the member was tried. */
  attempts: z.int().positive().optional(),
  at: z.iso.datetime(),
};

/** A member that failed, or that never took the change as a later one stood there already. */
export const Outcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('failed'), serviceId: ServiceId, ...failure }),
  z.object({ state: z.literal('superseded'), serviceId: ServiceId, at: z.iso.datetime() }),
]);
export type Outcome = z.infer<typeof Outcome>;
export type Failure = Extract<Outcome, { state: 'failed' }>;
export const parseOutcome = rowParser(Outcome);

const Tries = z.object({ tries: z.int().positive() });
export const parseTries = rowParser(Tries);

/** The form before outcomes, beside the change's row. */
const FailureBeforeOutcomes = z.object({ serviceId: ServiceId, ...failure });
export const parseFailure = rowParser(FailureBeforeOutcomes);
export const parseRecorded = (item: Item): RecordedOutcome => ({
  ...(item.sk.startsWith(failedPrefix)
    ? { state: 'failed' as const, ...parseFailure(item) }
    : parseOutcome(item)),
  key: { pk: item.pk, sk: item.sk },
});

/** An outcome and where it was recorded. */
export type RecordedOutcome = Outcome & { readonly key: Key };

/** A position among all recorded outcomes. */
export interface OutcomePlace {
  readonly range: number;
  readonly after?: ServiceId | undefined;
}

/** The members that failed or were superseded. Once a change has ended, every other member has taken it. */
export interface OutcomeStore {
  find(changeId: ChangeId, serviceId: ServiceId): Promise<RecordedOutcome | undefined>;
  /** The outcomes of these members. */
  among(changeId: ChangeId, serviceIds: readonly ServiceId[]): Promise<Map<ServiceId, RecordedOutcome>>;
  /** Counts a failed try of the member, also while it is not recorded as failed. Returns how many there are now. */
  countTry(changeId: ChangeId, serviceId: ServiceId): Promise<number>;
  /** The failed tries of the member, of all its messages and retries. Undefined if none is known. */
  triesOf(changeId: ChangeId, serviceId: ServiceId): Promise<number | undefined>;
  /** The same of several members. */
  triesAmong(changeId: ChangeId, serviceIds: readonly ServiceId[]): Promise<ReadonlyMap<ServiceId, number>>;
  /** In any order. */
  next(
    changeId: ChangeId,
    place: OutcomePlace,
    limit: number,
  ): Promise<{ outcomes: RecordedOutcome[]; next?: OutcomePlace | undefined }>;
  /** By service number. */
  page(
    changeId: ChangeId,
    options: { after: string | undefined; limit: number },
  ): Promise<{ candidates: RecordedOutcome[]; next?: ServiceId | undefined }>;
}

interface OutcomeRange {
  readonly pk: string;
  readonly prefix: string;
}
const rangesOf = (changeId: ChangeId): OutcomeRange[] => [
  { pk: changePartition(changeId), prefix: failedPrefix },
  ...Array.from({ length: outcomeShards }, (_, shard) => ({
    pk: outcomePartition(changeId, shard),
    prefix: outcomePrefix,
  })),
];

export const outcomeStore = (table: Table): OutcomeStore => {
  const read = async ({ pk, prefix }: OutcomeRange, after: string | undefined, limit: number) => {
    const from = after !== undefined && { after: prefix + after };
    const { items, more } = await table.query({ pk, prefix, ...from, limit });
    return { outcomes: items.map(parseRecorded), more };
  };
  const among: OutcomeStore['among'] = async (changeId, serviceIds) => {
    const keys = serviceIds.flatMap((serviceId) => outcomeKeysOf(changeId, serviceId));
    const outcomes = (await table.getMany(keys)).map(parseRecorded);
    return new Map(outcomes.map((outcome) => [outcome.serviceId, outcome]));
  };
  return {
    among,

    async find(changeId, serviceId) {
      for (const key of outcomeKeysOf(changeId, serviceId)) {
        const item = await table.get(key);
        if (item !== undefined) return parseRecorded(item);
      }
      return undefined;
    },

    async countTry(changeId, serviceId) {
      const update = { update: triesKey(changeId, serviceId), add: { tries: 1 } };
      const old = await table.update(update, { returnsOld: true, once: true });
      return (Tries.safeParse(old).data?.tries ?? 0) + 1;
    },

    async triesOf(changeId, serviceId) {
      const item = await table.get(triesKey(changeId, serviceId));
      return item === undefined ? undefined : parseTries(item).tries;
    },

    async triesAmong(changeId, serviceIds) {
      const items = await table.getMany(serviceIds.map((serviceId) => triesKey(changeId, serviceId)));
      const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, parseTries(item).tries]));
      return new Map(
        serviceIds.flatMap((serviceId) => {
          const { pk, sk } = triesKey(changeId, serviceId);
          const tries = byKey.get(`${pk} ${sk}`);
          return tries === undefined ? [] : [[serviceId, tries] as const];
        }),
      );
    },

    async next(changeId, { range, after }, limit) {
      const ranges = rangesOf(changeId);
      const found: RecordedOutcome[] = [];
      for (const [index, one] of ranges.entries()) {
        if (index < range) continue;
        const page = await read(one, index === range ? after : undefined, limit - found.length);
        found.push(...page.outcomes);
        if (found.length < limit) continue;
        const isLast = !page.more && index === ranges.length - 1;
        if (isLast) break;
        const next = page.more ? { range: index, after: found.at(-1)?.serviceId } : { range: index + 1 };
        return { outcomes: found, next };
      }
      return { outcomes: found };
    },

    async page(changeId, { after, limit }) {
      const pages = await Promise.all(rangesOf(changeId).map((range) => read(range, after, limit)));
      const sorted = pages
        .flatMap(({ outcomes }) => outcomes)
        .toSorted((a, b) => (a.serviceId < b.serviceId ? -1 : 1));
      const candidates = sorted.slice(0, limit);
      const hasMore = sorted.length > limit || pages.some(({ more }) => more);
      return { candidates, next: hasMore ? candidates.at(-1)?.serviceId : undefined };
    },
  };
};

/** Where the outcome of a member may be recorded. */
export const outcomeKeysOf = (changeId: ChangeId, serviceId: ServiceId): Key[] => [
  outcomeKey(changeId, serviceId),
  failedKey(changeId, serviceId),
];

export const putOutcome = (changeId: ChangeId, outcome: Outcome): Write => ({
  put: { ...outcomeKey(changeId, outcome.serviceId), ...outcome },
});

/** Writes an outcome again, so that it is kept as long as its change, on condition that it still exists. */
export const keepOutcome = ({ key, ...outcome }: RecordedOutcome): Write => ({
  put: { ...outcome, ...key },
  when: [{ path: 'pk', is: 'present' }],
});

/** On condition that it still exists. */
export const forgetOutcome = ({ key }: RecordedOutcome): Write => ({
  delete: key,
  when: [{ path: 'pk', is: 'present' }],
});
