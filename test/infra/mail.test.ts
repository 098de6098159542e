import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ChangeEvent, ReassignmentEvent } from '../../shared/domain/event.ts';
import { mail, stacksOf, templatesOf } from '../support/stacks.ts';
import { resources, rightsIn } from '../support/template.ts';

const Rule = z.object({
  EventPattern: z
    .object({
      'detail-type': z.array(z.string()),
      detail: z.unknown().optional(),
      source: z.array(z.string()),
    })
    .optional(),
  Targets: z.array(z.looseObject({ DeadLetterConfig: z.unknown().optional() })),
});

let stacks: ReturnType<typeof templatesOf>;
beforeAll(() => {
  stacks = templatesOf(stacksOf('production', { mail }));
});

describe('A deployment that sends mail', () => {
  it('takes events of changes that belong to no reassignment, and of reassignments', () => {
    const rules = [...resources(stacks.service, 'AWS::Events::Rule', Rule).values()].filter(
      ({ EventPattern }) => EventPattern !== undefined,
    );
    const patterns = rules.map(({ EventPattern }) => EventPattern);
    const source = ['voip-contacts-production-service'];
    expect(patterns).toMatchObject([{ source, detail: { reassignmentId: [{ exists: false }] } }, { source }]);
    const known = [ChangeEvent, ReassignmentEvent].flatMap(({ options }) =>
      options.flatMap(({ shape }) => [...shape.type.values]),
    );
    const taken = new Set(patterns.flatMap((pattern) => pattern?.['detail-type'] ?? []));
    expect(known.filter((type) => !taken.has(type))).toEqual([
      'contact-change.retried',
      'contact-change.cancelled',
      'reassignment.retried',
      'reassignment.cancelled',
    ]);
    for (const { Targets } of rules) expect(Targets).toMatchObject([{ DeadLetterConfig: expect.anything() }]);
  });

  it('may send from its domain, and nothing else of SES', () => {
    const { 'workers/send-mail': mailer, 'scheduled/run-due-work': dueWork } = rightsIn(stacks.service);
    expect(mailer).toMatchObject({
      table: 'BatchGetItem DeleteItem GetItem PutItem Query UpdateItem',
      'Mails Queue': 'DeleteMessage GetQueueAttributes ReceiveMessage',
      'mail identity': 'SendEmail',
    });
    expect(Object.keys(mailer ?? {}).toSorted()).toEqual(['Mails Queue', 'log', 'mail identity', 'table']);
    expect(dueWork).toMatchObject({ 'Mails Queue': 'SendMessage' });
    const roles = JSON.stringify(stacks.service.findResources('AWS::IAM::Role'));
    expect(roles.match(/ses:\w+"/g)).toEqual(['ses:SendEmail"']);
    expect(roles).toContain(':identity/voip-operator.net');
  });

  it('keeps the identity of its domain where deployments do not replace it, and names its records', () => {
    stacks.edge.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'voip-operator.net' });
    stacks.edge.hasResourceProperties('AWS::SES::ConfigurationSet', {
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    stacks.edge.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        MatchingEventTypes: ['bounce', 'complaint', 'reject'],
        CloudWatchDestination: {
          DimensionConfigurations: [{ DimensionName: 'domain', DefaultDimensionValue: 'voip-operator_net' }],
        },
      },
    });
    for (const number of [1, 2, 3]) stacks.edge.hasOutput(`MailDkimRecord${number}`, {});
    stacks.service.resourceCountIs('AWS::SES::EmailIdentity', 0);
  });

  it('watches what bounces', () => {
    stacks.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'voip-contacts-production-service-mail-bounced',
      Threshold: 0,
    });
    const alarms = JSON.stringify(stacks.service.findResources('AWS::CloudWatch::Alarm'));
    for (const name of ['Bounce', 'Complaint', 'Reject'])
      expect(alarms).toMatch(new RegExp(`"voip-operator_net".{0,60}"${name}"`));
  });
});

it('A deployment without the setting has no function, queue or identity of mail', () => {
  const { service, edge } = templatesOf(stacksOf('production'));
  const all = JSON.stringify([service.toJSON(), edge.toJSON()]);
  expect(all).not.toMatch(/send-mail|ses:|AWS::SES|MAIL_QUEUE_URL|Mails/);
});
