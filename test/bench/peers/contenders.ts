import type { PackedChange } from './functions/packed-message.ts';
import type { PeerChange } from './functions/peer-change.ts';
import type { Model } from '../../../infra/local/cloudformation/model.ts';
import type { QueueDescription } from '../../../infra/local/sqs/queue-description.ts';

/** The system, or a peer that a message starts. */
export interface Contender {
  readonly name: string;
  /** The functions that write to members, by a pattern of their names. */
  readonly writers: RegExp;
  /** Concurrent instances of the writing function in this runner. */
  readonly instances: number;
  readonly construct?: string;
  /** Additional fields of its start message. */
  readonly asks?: Omit<PackedChange, keyof PeerChange>;
  /** Whether messages name a tenant, which SQS charges for. */
  readonly isFair: boolean;
  /** Seconds in which its batches are filled. */
  readonly window?: number;
}

/** A contender that is raced and killed. */
export interface Rival extends Contender {
  /** How it finds missing members. */
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
