import type { PackedChange } from './functions/packed-message.ts';
import type { PeerChange } from './functions/peer-change.ts';
import type { Model } from '../../../infra/local/cloudformation/model.ts';
import type { QueueDescription } from '../../../infra/local/sqs/queue-description.ts';

/** Who races: the system, or a peer that is started by a message of its own. */
export interface Contender {
  readonly name: string;
  /** The functions that write to members, by what their names have in common. */
  readonly writers: RegExp;
  /** How many instances of the function that writes run at once in this runner. */
  readonly instances: number;
  /** The peer's construct; the system has none. */
  readonly construct?: string;
  /** What the message that starts it says besides the change. */
  readonly asks?: Omit<PackedChange, keyof PeerChange>;
  /** Whether the queues' messages name a tenant, which SQS has a price for. */
  readonly isFair: boolean;
  /** For how many seconds its batches are filled, if they are. */
  readonly window?: number;
}

/** One of those that are raced and killed side by side. */
export interface Rival extends Contender {
  /** What finds members that are left, and who knows that none are. */
  readonly finds: string;
}

export const system: Rival = {
  name: 'the system',
  writers: /propagatecontact/i,
  instances: 2,
  isFair: true,
  finds: 'the due marker starts a chain again; every row is read back before the state is `completed`',
};

export const peerContenders: readonly Rival[] = [
  {
    name: '(a) one loop',
    writers: /PeerLoop/,
    instances: 1,
    construct: 'PeerLoop',
    isFair: false,
    finds: 'only its message, which starts all over; one member that fails stops those after it',
  },
  {
    name: '(b) one by one',
    writers: /PeerOneByOneWorker/,
    instances: 2,
    construct: 'PeerOneByOne',
    isFair: false,
    finds: 'only the messages; what reaches the dead letters stays there',
  },
  {
    name: '(c) library stack',
    writers: /PeerLibraryWorker/,
    instances: 2,
    construct: 'PeerLibrary',
    isFair: false,
    finds: 'only the messages; a counter shows how many, not which',
  },
  {
    name: '(d) workflow shape',
    writers: /PeerWorkflowWorker/,
    instances: 2,
    construct: 'PeerWorkflow',
    isFair: false,
    finds: 'only the messages; an engine would also read its histories',
  },
];

/** The name of the queue that starts a peer. */
export const startQueueOf = (model: Model, construct: string): string =>
  queueFeeding(model, `${construct}Dispatch`).name;

/** The name of the queue in which a peer's messages to members end that failed too often. */
export function deadLettersOf(model: Model, construct: string): string {
  const { redrive } = queueFeeding(model, `${construct}Worker`);
  const deadLetters = model.queues.find(({ arn }) => arn === redrive?.deadLetterArn);
  if (deadLetters === undefined) throw new Error(`${construct} has no dead letters.`);
  return deadLetters.name;
}

function queueFeeding({ mappings, queues }: Model, name: string): QueueDescription {
  const mapping = mappings.find(({ functionName }) => functionName.includes(name));
  const queue = queues.find(({ arn }) => arn === mapping?.queueArn);
  if (queue === undefined) throw new Error(`Nothing feeds ${name}.`);
  return queue;
}
