import * as z from 'zod';
import { Nic } from './identifiers.ts';
import { storedObject } from './stored.ts';

const minute = 60_000;
/** Between two mails from one requester to one recipient. */
const pauseMilliseconds = 15 * minute;
/** How long a mail waits for the rest of its batch. */
const batchMilliseconds = 5 * minute;
const mostMailsPerDay = 20;
/** A claim ends after this time, if its function died. Longer than any function runs. */
export const claimMilliseconds = 2 * minute;
/** So long before the end of a request, those whose decision is missing are reminded. */
export const reminderMilliseconds = 2 * 24 * 60 * minute;

/** The mail from one requester to one recipient about what waits for a decision. */
export const Gathering = storedObject({
  to: Nic,
  from: Nic,
  /** When the next mail is to be sent. Absent if there is nothing to tell. */
  nextAt: z.iso.datetime().optional(),
  /** Whether a mail is being sent. `nextAt` is then the end of the claim. */
  isClaimed: z.boolean(),
  /** Whether something arrived while the mail was being sent. */
  hasMore: z.boolean(),
  /** Whether the next mail reminds, and tells nothing new. */
  isReminder: z.boolean(),
  sentAt: z.iso.datetime().optional(),
  /** The day of the last mail, in UTC, and how many there were on it. */
  day: z.iso.date().optional(),
  sentOnDay: z.int().nonnegative(),
  version: z.int().positive(),
});
export type Gathering = z.infer<typeof Gathering>;

export interface Arrival {
  readonly to: Nic;
  readonly from: Nic;
  readonly isReminder: boolean;
  readonly isOfBatch: boolean;
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10);

const later = (milliseconds: number, now: Date): string =>
  new Date(now.getTime() + milliseconds).toISOString();

/** When a mail may be sent: fifteen minutes after the last one, and not on a day on which there were twenty. */
function allowedAt({ sentAt, day, sentOnDay }: Gathering, now: Date): string {
  if (day === dayOf(now) && sentOnDay >= mostMailsPerDay)
    return `${dayOf(new Date(now.getTime() + 24 * 60 * minute))}T00:00:00.000Z`;
  const paused = sentAt === undefined ? 0 : Date.parse(sentAt) + pauseMilliseconds;
  return new Date(Math.max(now.getTime(), paused)).toISOString();
}

/** The mail after something more is to be told. */
export function withArrival(
  gathering: Gathering | undefined,
  { to, from, isReminder, isOfBatch }: Arrival,
  now: Date,
): Gathering {
  const known: Gathering = gathering ?? {
    to,
    from,
    isClaimed: false,
    hasMore: false,
    isReminder: true,
    sentOnDay: 0,
    version: 0,
  };
  const version = known.version + 1;
  if (known.isClaimed)
    return {
      ...known,
      hasMore: true,
      isReminder: isReminder && (!known.hasMore || known.isReminder),
      version,
    };
  const [nextAt] = [
    known.nextAt ?? '',
    allowedAt(known, now),
    isOfBatch ? later(batchMilliseconds, now) : '',
  ].toSorted((a, b) => b.localeCompare(a));
  const isStillReminder = isReminder && (known.nextAt === undefined || known.isReminder);
  return { ...known, nextAt, isReminder: isStillReminder, version };
}

export const isDue = ({ nextAt }: Gathering, now: Date): boolean =>
  nextAt !== undefined && Date.parse(nextAt) <= now.getTime();

/** Claims the mail before it is sent. If the function dies, the claim ends, and the mail is sent again. */
export const claimed = (gathering: Gathering, now: Date): Gathering => ({
  ...gathering,
  nextAt: later(claimMilliseconds, now),
  isClaimed: true,
  version: gathering.version + 1,
});

/** The mail after it was sent, or after nothing was to be sent. */
export function settled(gathering: Gathering, wasSent: boolean, now: Date): Gathering {
  const { hasMore, day, sentOnDay } = gathering;
  const today = dayOf(now);
  const counted: Gathering = wasSent
    ? {
        ...gathering,
        sentAt: now.toISOString(),
        day: today,
        sentOnDay: day === today ? sentOnDay + 1 : 1,
      }
    : gathering;
  return {
    ...counted,
    nextAt: hasMore ? allowedAt(counted, now) : undefined,
    isClaimed: false,
    hasMore: false,
    version: gathering.version + 1,
  };
}
