import type { Mailbox } from '../queues/mailbox.ts';
import type { Message } from '../queues/message.ts';
import type { Fault } from './faults.ts';
import { deliver, feed } from './feeding.ts';
import type { Run } from './run.ts';

/** A fault of messages or of time, not of a request. */
export interface EnvironmentFault {
  readonly fault: Fault;
  readonly weight: number;
  /** The messages or functions that it can hit now. Without any, it cannot happen. */
  candidates(run: Run): Candidate[];
}

export interface Candidate {
  readonly label: string;
  happen(): Promise<void>;
}

const fed = ({ parts }: Run): Mailbox[] =>
  parts.mailboxes.all.filter(({ shape }) => shape.feeds !== undefined);

const nameOf = (mailbox: Mailbox, { number }: Message): string => `${mailbox.name} ${number}`;

/** Every matching message, with the fault to apply. */
function messagesWhere(
  run: Run,
  fits: (message: Message, mailbox: Mailbox) => boolean,
  happen: (message: Message, mailbox: Mailbox) => Promise<void>,
): Candidate[] {
  return fed(run).flatMap((mailbox) =>
    mailbox.messages
      .filter((message) => fits(message, mailbox))
      .map((message) => ({
        label: nameOf(mailbox, message),
        happen: () => {
          run.parts.history.touch(message.body);
          return happen(message, mailbox);
        },
      })),
  );
}

const isWaiting = (run: Run) => (message: Message) =>
  message.state === 'kept' && message.availableAt <= run.time;

const isFromBus = ({ body }: Message): boolean => body.includes('"detail-type"');

const dropping: EnvironmentFault = {
  fault: 'drop a message',
  weight: 3,
  // The queues never lose a dead letter, nor an event to be mailed. If they did, nothing could replace it.
  candidates: (run) =>
    messagesWhere(
      run,
      (message, mailbox) => isWaiting(run)(message) && !(mailbox.name === 'mail' && isFromBus(message)),
      (message, mailbox) => mailbox.remove([message], 'dropped'),
    ),
};

const doubling: EnvironmentFault = {
  fault: 'double a message',
  weight: 4,
  candidates: (run) =>
    messagesWhere(
      run,
      (message, mailbox) => isWaiting(run)(message) && !mailbox.isSpent(message),
      async (message, mailbox) => {
        deliver(run, mailbox, [mailbox.hand(message, run.time)]);
        message.availableAt = run.time;
      },
    ),
};

const delaying: EnvironmentFault = {
  fault: 'delay a message',
  weight: 3,
  candidates: (run) =>
    messagesWhere(run, isWaiting(run), async (message, mailbox) => {
      const seconds = run.parts.choices.integer(`seconds that ${nameOf(mailbox, message)} is late`, 1, 90);
      message.availableAt = run.time + seconds * 1_000;
    }),
};

/** Delivers the messages of a running function to another one. */
const expiring: EnvironmentFault = {
  fault: 'let visibility expire',
  weight: 4,
  candidates: (run) =>
    messagesWhere(
      run,
      (message, mailbox) =>
        message.state === 'kept' &&
        message.receives > 0 &&
        message.availableAt > run.time &&
        run.live.some(({ invocation }) => invocation.name === mailbox.shape.feeds),
      async (message, mailbox) => {
        message.availableAt = run.time;
        await feed(run, mailbox, [message]);
      },
    ),
};

const reviving: EnvironmentFault = {
  fault: 'deliver after deletion',
  weight: 3,
  candidates: (run) =>
    messagesWhere(
      run,
      (message, mailbox) => message.state === 'deleted' && !mailbox.isSpent(message),
      async (message, mailbox) => deliver(run, mailbox, [mailbox.hand(message, run.time)]),
    ),
};

const redriving: EnvironmentFault = {
  fault: 'redrive dead letters',
  weight: 6,
  candidates: (run) =>
    run.parts.mailboxes.all
      .filter(({ name, kept }) => kept.length > 0 && /dead|parked/.test(name))
      .map((mailbox) => ({
        label: mailbox.name,
        happen: async () => {
          for (const { body } of mailbox.kept) run.parts.history.touch(body);
          await run.parts.mailboxes.redrive(mailbox, mailbox.kept, run.time);
        },
      })),
};

const unreadable = ['', '{', '{}', '{"changeId":"no","groupId":7}', '[1,2]', 'null'];

const queuesOf = ({ sendsMail }: Run) =>
  ['changes', 'members', 'reassignments', 'events', ...(sendsMail ? ['mail' as const] : [])] as const;

const poisoning: EnvironmentFault = {
  fault: 'unreadable message',
  weight: 1,
  candidates: (run) =>
    queuesOf(run).map((name) => ({
      label: name,
      happen: async () => {
        const { choices, mailboxes, history } = run.parts;
        const which = choices.integer('unreadable body', 1, unreadable.length - 1);
        if (name === 'members') history.unreadableToMembers += 1;
        await mailboxes.of(name).send(unreadable[which] ?? '{', run.time);
      },
    })),
};

const stepping: EnvironmentFault = {
  fault: 'step the clock',
  weight: 2,
  candidates: (run) => [
    {
      label: 'the clock',
      happen: async () => {
        const seconds = run.parts.choices.integer('seconds that the clock steps', -3, 200);
        await run.advance(seconds * 1_000);
      },
    },
  ],
};

export const environmentFaults: readonly EnvironmentFault[] = [
  dropping,
  doubling,
  delaying,
  expiring,
  reviving,
  redriving,
  poisoning,
  stepping,
];
