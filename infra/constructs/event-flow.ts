import { Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { Settings as PublishEvents } from '../../functions/workers/publish-events/settings.ts';
import { changeMessageLife, functionTimeout } from '../../shared/messages/timing.ts';
import type { CodeOf } from '../bundle.ts';
import { concurrency } from './concurrency.ts';
import { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import { WorkQueue } from './work-queue.ts';

export interface EventFlowProps {
  readonly codeOf: CodeOf;
  readonly table: ContactTable;
  readonly bus: IEventBus;
}

/** The publisher, which brings the events of the table to the bus that others subscribe to. */
export class EventFlow extends Construct {
  readonly eventQueue: WorkQueue;
  readonly queues: Readonly<Record<'events', WorkQueue>>;
  readonly functions: readonly ContactFunction[];

  constructor(scope: Construct, id: string, { codeOf, table, bus }: EventFlowProps) {
    super(scope, id);
    const { stackName } = Stack.of(this);
    this.eventQueue = new WorkQueue(this, 'Events', {
      workerTimeout: functionTimeout.publishEvents,
      retention: changeMessageLife,
    });
    this.queues = { events: this.eventQueue };
    const publishEvents = new ContactFunction(this, 'publish-events', {
      folder: 'workers/publish-events',
      codeOf,
      settings: PublishEvents,
      environment: {
        ...table.settings,
        EVENT_BUS_NAME: bus.eventBusName,
        EVENT_SOURCE: stackName,
        METRICS_NAMESPACE: metricsNamespace(this),
      },
      grants: [
        table.grant('GetItem', 'Query', 'UpdateItem'),
        this.eventQueue.grantReceive(),
        { actions: ['events:PutEvents'], resource: bus.eventBusArn },
      ],
      timeoutSeconds: functionTimeout.publishEvents,
    });
    this.eventQueue.feed(publishEvents, { concurrency: concurrency.events });
    this.functions = [publishEvents];
  }
}
