import { CfnOutput, RemovalPolicies, Stack, type StackProps } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { CodeOf } from './bundle.ts';
import { Alarms } from './constructs/alarms.ts';
import { ApiFunctions } from './constructs/api-functions.ts';
import { ChangeFlow } from './constructs/change-flow.ts';
import { ContactTable } from './constructs/contact-table.ts';
import { DueWork } from './constructs/due-work.ts';
import { ReassignmentFlow } from './constructs/reassignment-flow.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { EventFlow } from './constructs/event-flow.ts';
import { MailFlow } from './constructs/mail-flow.ts';
import { HttpApi } from './constructs/http-api.ts';
import { MemberSystem } from './constructs/member-system.ts';
import type { EdgeStack } from './edge-stack.ts';
import { domainOf, type Settings } from './settings.ts';
import type { StorageStack } from './storage-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings;
  readonly storage: StorageStack;
  readonly edge: EdgeStack;
  readonly codeOf: CodeOf;
}

/** Everything that can be rebuilt at any time: the API and the flow behind it. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { settings, storage, edge, codeOf, ...stackProps } = props;
    super(scope, id, { description: 'VoIP contact changes: API and propagation', ...stackProps });
    const { propagationConcurrency, memberEndpoint, tableName, disposable } = settings;
    const table = new ContactTable(
      tableName === undefined ? storage.table : Table.fromTableName(this, 'Restored', tableName),
      settings.retentionDays,
    );
    const memberSystem =
      memberEndpoint === undefined ? undefined : new MemberSystem(memberEndpoint, storage.memberSecret);
    const notifiesMembers = memberSystem !== undefined;
    const memberTiming = { ...settings.memberTiming, notifiesMembers };
    const propagating = { propagationConcurrency, memberTiming, memberSystem };
    const events = new EventFlow(this, 'Events', { codeOf, table, bus: edge.eventBus });
    const { eventQueue } = events;
    const mail =
      settings.mail === undefined
        ? undefined
        : new MailFlow(this, 'Mail', { codeOf, table, bus: edge.eventBus, mail: settings.mail });
    const flow = new ChangeFlow(this, 'Flow', { codeOf, table, eventQueue, ...propagating });
    const { changeQueue } = flow;
    const reassignments = new ReassignmentFlow(this, 'Reassignments', {
      codeOf,
      table,
      changeQueue,
      eventQueue,
      notifiesMembers,
    });
    const { reassignmentQueue } = reassignments;
    const queues = { changeQueue, reassignmentQueue, memberQueue: flow.queues.members, eventQueue };
    const { mailQueue } = mail ?? {};
    const dueWork = new DueWork(this, 'DueWork', {
      codeOf,
      table,
      ...queues,
      mailQueue,
      memberTiming,
      notifiesMembers,
    });
    const deciding = { codeOf, table, ...queues, tokens: settings, notifiesMembers };
    const { operations } = new ApiFunctions(this, 'Operations', deciding);
    const api = new HttpApi(this, 'Api', { settings, edge, operations });
    const watched = {
      queues: { ...flow.queues, ...reassignments.queues, ...events.queues, ...mail?.queues },
      workers: [flow, reassignments, events, ...(mail === undefined ? [] : [mail]), dueWork].flatMap(
        ({ functions }) => functions,
      ),
      api,
      table,
      mailDomain: settings.mail && domainOf(settings.mail.from),
    };
    const alarms = new Alarms(this, 'Alarms', { ...watched, memberTiming });
    new Dashboard(this, 'Dashboard', { ...watched, alarms: alarms.all });
    // A stack that is made anew writes to logs with new names; the former ones stay readable until they expire.
    if (!disposable) RemovalPolicies.of(this).retain({ applyToResourceTypes: ['AWS::Logs::LogGroup'] });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topicArn });
  }
}
