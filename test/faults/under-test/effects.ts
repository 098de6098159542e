import { ulid } from 'ulid';
import { httpMemberSystem } from '../../../functions/workers/propagate-contact/http-member-system.ts';
import { ChangeId, ReassignmentId } from '../../../shared/domain/identifiers.ts';
import { eventBridgeBus } from '../../../shared/aws/event-bridge-bus.ts';
import { sesMail } from '../../../shared/aws/ses-mail.ts';
import { sqsQueue } from '../../../shared/aws/sqs-queue.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { Metrics } from '../../../shared/runtime/metrics.ts';
import { dynamoDbTable } from '../../../shared/aws/dynamodb-table.ts';
import { storesOn } from '../../support/stores.ts';
import type { GatedClients } from '../gate/gated-clients.ts';
import type { Invocation } from '../gate/invocation.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { consoleUrl, mailFrom } from '../mail/mail-service.ts';
import { lifeOfMemberMessage, longestPause } from '../queues/topology.ts';
import { limitsOf } from './limits.ts';

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

const unmeasured: Metrics = { count: () => {}, observe: () => {} };

export interface Site {
  readonly clients: GatedClients;
  readonly tableName: string;
  readonly changeQueueUrl: string;
  readonly memberQueueUrl: string;
  readonly reassignmentQueueUrl: string;
  readonly eventQueueUrl: string;
  /** Undefined if the stack sends no mail. */
  readonly mailQueueUrl: string | undefined;
  readonly now: () => number;
  /** The other limits derive from it. */
  readonly pageSize: number;
  readonly propagatingLimit: number;
  readonly mutation: Mutation | undefined;
  /** Whether there is a member system. */
  readonly notifiesMembers: boolean;
  /** Called for every new id. */
  readonly onChangeId: (changeId: ChangeId, invocation: Invocation) => void;
  readonly onReassignmentId: (reassignmentId: ReassignmentId, invocation: Invocation) => void;
}

/** One invocation's effects: the real stores and queues, behind the gate. */
export function effectsOf(site: Site, invocation: Invocation) {
  const real = dynamoDbTable(site.tableName, site.clients.database);
  const table = site.mutation?.table?.(real, invocation.name) ?? real;
  const memberQueue = sqsQueue(site.memberQueueUrl, site.clients.queues);
  const clock = { now: () => new Date(site.now() + invocation.skew) };
  const memberSystem = httpMemberSystem({
    endpoint: 'http://members.invalid',
    secret: () => Promise.resolve('c2VjcmV0'),
    timeoutMilliseconds: 2_000,
    clock,
  });
  return {
    ...storesOn(table),
    // These runs have no resync.
    allServices: { page: () => Promise.resolve({ serviceIds: [] }) },
    changeQueue: sqsQueue(site.changeQueueUrl, site.clients.queues),
    reassignmentQueue: sqsQueue(site.reassignmentQueueUrl, site.clients.queues),
    eventQueue: sqsQueue(site.eventQueueUrl, site.clients.queues),
    eventBus: eventBridgeBus({ name: 'bus', source: 'contacts' }, site.clients.events),
    mailQueue: site.mailQueueUrl === undefined ? undefined : sqsQueue(site.mailQueueUrl, site.clients.queues),
    mail: sesMail(mailFrom, site.clients.mail),
    consoleUrl,
    memberQueue,
    clock,
    newChangeId: (now: Date) => {
      const changeId = ChangeId.parse(ulid(now.getTime(), () => invocation.random.next()));
      site.onChangeId(changeId, invocation);
      return changeId;
    },
    newReassignmentId: (now: Date) => {
      const reassignmentId = ReassignmentId.parse(ulid(now.getTime(), () => invocation.random.next()));
      site.onReassignmentId(reassignmentId, invocation);
      return reassignmentId;
    },
    log: silent,
    metrics: unmeasured,
    ...limitsOf(site.pageSize),
    notifiesMembers: site.notifiesMembers,
    propagatingLimit: site.propagatingLimit,
    ...(site.notifiesMembers && { memberSystem }),
    longestPauseSeconds: longestPause,
    resendAfterMilliseconds: lifeOfMemberMessage * 1_000,
  };
}
export type Effects = ReturnType<typeof effectsOf>;
