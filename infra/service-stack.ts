import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CodeOf } from './bundle.ts';
import { Alarms } from './constructs/alarms.ts';
import { ApiFunctions } from './constructs/api-functions.ts';
import { ChangeFlow } from './constructs/change-flow.ts';
import type { ContactTable } from './constructs/contact-table.ts';
import { DueWork } from './constructs/due-work.ts';
import { ReassignmentFlow } from './constructs/reassignment-flow.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { HttpApi } from './constructs/http-api.ts';
import type { MemberSystem } from './constructs/member-system.ts';
import type { Settings } from './environments.ts';

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings;
  readonly table: ContactTable;
  readonly memberSystem: MemberSystem | undefined;
  readonly codeOf: CodeOf;
}

/** Everything that can be rebuilt at any time: the API and the flow behind it. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { settings, table, memberSystem, codeOf, ...stackProps } = props;
    super(scope, id, { description: 'VoIP contact changes: API and propagation', ...stackProps });
    const { propagationConcurrency } = settings;
    const notifiesMembers = memberSystem !== undefined;
    const memberTiming = { ...settings.memberTiming, notifiesMembers };
    const propagating = { propagationConcurrency, memberTiming, memberSystem };
    const flow = new ChangeFlow(this, 'Flow', { codeOf, table, ...propagating });
    const { changeQueue } = flow;
    const reassignments = new ReassignmentFlow(this, 'Reassignments', {
      codeOf,
      table,
      changeQueue,
      notifiesMembers,
    });
    const { reassignmentQueue } = reassignments;
    const queues = { changeQueue, reassignmentQueue, memberQueue: flow.queues.members };
    const dueWork = new DueWork(this, 'DueWork', { codeOf, table, ...queues, memberTiming, notifiesMembers });
    const deciding = { codeOf, table, ...queues, tokens: settings, notifiesMembers };
    const { operations } = new ApiFunctions(this, 'Operations', deciding);
    const api = new HttpApi(this, 'Api', { settings, operations });
    const watched = {
      queues: { ...flow.queues, ...reassignments.queues },
      workers: [...flow.functions, ...reassignments.functions, ...dueWork.functions],
      operations: operations.map(({ answeredBy }) => answeredBy),
      api,
      table,
    };
    const alarms = new Alarms(this, 'Alarms', { ...watched, memberTiming });
    new Dashboard(this, 'Dashboard', { ...watched, alarms: alarms.all });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topicArn });
  }
}
