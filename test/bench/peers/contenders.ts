import type { Model } from '../../../infra/local/resources/model.ts';

/** Who races: the system, or a peer that is started by a message of its own. */
export interface Contender {
  readonly name: string;
  /** The functions that write to members, by what their names have in common. */
  readonly writers: RegExp;
  /** How many instances of the function that writes run at once in this runner. */
  readonly instances: number;
  /** The peer's construct; the system has none. */
  readonly construct?: string;
  /** Whether the queues' messages name a tenant, which SQS has a price for. */
  readonly isFair: boolean;
  /** What finds members that are left, and who knows that none are. */
  readonly finds: string;
}

export const system: Contender = {
  name: 'the system',
  writers: /propagatecontact/i,
  instances: 2,
  isFair: true,
  finds: 'the due marker starts a chain again, every row is read back before `completed` is said',
};

export const peerContenders: readonly Contender[] = [
  {
    name: '(a) one loop',
    writers: /PeerLoop/,
    instances: 1,
    construct: 'PeerLoop',
    isFair: false,
    finds: 'its message alone, which starts all over; one member that fails stops those after it',
  },
  {
    name: '(b) one by one',
    writers: /PeerOneByOneWorker/,
    instances: 2,
    construct: 'PeerOneByOne',
    isFair: false,
    finds: 'the messages alone; what reaches the dead letters stays there',
  },
  {
    name: '(c) library stack',
    writers: /PeerLibraryWorker/,
    instances: 2,
    construct: 'PeerLibrary',
    isFair: false,
    finds: 'the messages alone; a counter tells how many, not which',
  },
  {
    name: '(d) workflow shape',
    writers: /PeerWorkflowWorker/,
    instances: 2,
    construct: 'PeerWorkflow',
    isFair: false,
    finds: 'the messages alone; an engine would also look through its histories',
  },
];

/** The name of the queue that starts a peer. */
export function startQueueOf({ mappings, queues }: Model, construct: string): string {
  const mapping = mappings.find(({ functionName }) => functionName.includes(`${construct}Dispatch`));
  const queue = queues.find(({ arn }) => arn === mapping?.queueArn);
  if (queue === undefined) throw new Error(`Nothing starts ${construct}.`);
  return queue.name;
}
