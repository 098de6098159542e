import { Stack } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { Settings as SendMail } from '../../functions/workers/send-mail/settings.ts';
import { changeTypesMailed, reassignmentTypesMailed } from '../../shared/mail/mailed-types.ts';
import { functionTimeout, mailMessageLife } from '../../shared/messages/timing.ts';
import type { CodeOf } from '../bundle.ts';
import { domainOf, type Settings } from '../settings.ts';
import { concurrency } from './concurrency.ts';
import { ContactFunction } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import { WorkQueue } from './work-queue.ts';

export interface MailFlowProps {
  readonly codeOf: CodeOf;
  readonly table: ContactTable;
  readonly bus: IEventBus;
  readonly mail: NonNullable<Settings['mail']>;
}

/** The subscriber of the bus that sends mail. */
export class MailFlow extends Construct {
  readonly mailQueue: WorkQueue;
  readonly queues: Readonly<Record<'mail', WorkQueue>>;
  readonly functions: readonly ContactFunction[];

  constructor(scope: Construct, id: string, { codeOf, table, bus, mail }: MailFlowProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.mailQueue = new WorkQueue(this, 'Mails', {
      workerTimeout: functionTimeout.sendMail,
      retention: mailMessageLife,
    });
    this.queues = { mail: this.mailQueue };
    const source = [stack.stackName];
    this.#subscribe('OfChanges', bus, {
      source,
      detailType: [...changeTypesMailed],
      // A reassignment is told of once, and not of each of its changes.
      detail: { reassignmentId: Match.doesNotExist() },
    });
    this.#subscribe('OfReassignments', bus, { source, detailType: [...reassignmentTypesMailed] });
    const resourceName = domainOf(mail.from);
    const sendMail = new ContactFunction(this, 'send-mail', {
      folder: 'workers/send-mail',
      codeOf,
      settings: SendMail,
      environment: {
        ...table.settings,
        MAIL_FROM: mail.from,
        CONSOLE_URL: mail.consoleUrl,
        METRICS_NAMESPACE: metricsNamespace(this),
      },
      grants: [
        table.grant('BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
        this.mailQueue.grantReceive(),
        {
          actions: ['ses:SendEmail'],
          resource: stack.formatArn({ service: 'ses', resource: 'identity', resourceName }),
        },
      ],
      timeoutSeconds: functionTimeout.sendMail,
    });
    this.mailQueue.feed(sendMail, { concurrency: concurrency.mail });
    this.functions = [sendMail];
  }

  #subscribe(id: string, eventBus: IEventBus, eventPattern: EventPattern): void {
    const { queue, deadLetters } = this.mailQueue;
    new Rule(this, id, {
      eventBus,
      eventPattern,
      targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
    });
  }
}
