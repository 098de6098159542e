import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { stacksOf, templatesOf } from '../support/stacks.ts';
import { rights } from './rights-of-functions.ts';
import { FunctionProperties, resources, rightsIn, settingsIn } from '../support/template.ts';

let service: Template;

beforeAll(() => {
  ({ service } = templatesOf(stacksOf('production')));
});

describe('The functions', () => {
  it('have exactly the permissions that they need', () => {
    const expected = Object.entries(rights).map(([folder, actions]) => [
      folder,
      {
        log: 'CreateLogStream PutLogEvents',
        ...(folder.startsWith('api/') && { everything: 'PutTelemetryRecords PutTraceSegments' }),
        ...actions,
      },
    ]);
    expect(rightsIn(service)).toEqual(Object.fromEntries(expected));
    service.resourceCountIs('AWS::IAM::Policy', 0);
  });

  it('run on Node 24 and arm64, each with a log that expires', () => {
    const functions = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()];
    expect(functions).toHaveLength(Object.keys(rights).length);
    for (const { Runtime, Architectures } of functions) {
      expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']]);
    }
    service.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  it('of the API are traced, and no others', () => {
    const functions = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()];
    for (const { Description, TracingConfig } of functions)
      expect([Description, TracingConfig?.Mode === 'Active']).toEqual([
        Description,
        Description.startsWith('api/'),
      ]);
  });

  it('that take steps have a whole vCPU, and due work is never crowded out', () => {
    const functions = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()];
    const large = functions.filter(({ MemorySize }) => MemorySize !== 512);
    expect(Object.fromEntries(large.map(({ Description, MemorySize }) => [Description, MemorySize]))).toEqual(
      {
        'workers/advance-change': 1_769,
        'workers/run-reassignment': 1_769,
      },
    );
    const reserved = functions.filter((one) => one.ReservedConcurrentExecutions !== undefined);
    expect(
      reserved.map(({ Description, ReservedConcurrentExecutions: most }) => [Description, most]),
    ).toEqual([['scheduled/run-due-work', 1]]);
  });

  it('may loop through their own queue for more than sixteen steps', () => {
    const feedThemselves = Object.entries(rightsIn(service)).filter(([, actions]) =>
      Object.values(actions).some(
        (words) => words.includes('ReceiveMessage') && words.includes('SendMessage'),
      ),
    );
    const allowed = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()].filter(
      ({ RecursiveLoop }) => RecursiveLoop === 'Allow',
    );
    expect(feedThemselves).toHaveLength(2);
    expect(allowed.map(({ Description }) => Description).toSorted()).toEqual(
      feedThemselves.map(([folder]) => folder).toSorted(),
    );
  });

  it('get only the settings that they read', () => {
    expect(settingsIn(service)).toMatchObject({
      'api/get-health': [],
      'api/get-group': [
        'CONTACTS_SCOPE',
        'METRICS_NAMESPACE',
        'NIC_CLAIM',
        'OPERATOR_SCOPE',
        'ROLES_AS_SCOPES',
        'TABLE_NAME',
      ],
      'api/accept-contact-change': [
        'CHANGE_QUEUE_URL',
        'CONTACTS_SCOPE',
        'EVENT_QUEUE_URL',
        'METRICS_NAMESPACE',
        'NIC_CLAIM',
        'NOTIFIES_MEMBERS',
        'OPERATOR_SCOPE',
        'ROLES_AS_SCOPES',
        'TABLE_NAME',
      ],
      'workers/advance-change': [
        'CHANGE_QUEUE_URL',
        'EVENT_QUEUE_URL',
        'MEMBER_MESSAGE_LIFE_SECONDS',
        'MEMBER_QUEUE_URL',
        'METRICS_NAMESPACE',
        'NOTIFIES_MEMBERS',
        'TABLE_NAME',
      ],
      'workers/propagate-contact': [
        'LONGEST_PAUSE_SECONDS',
        'MEMBER_QUEUE_URL',
        'METRICS_NAMESPACE',
        'TABLE_NAME',
      ],
      'scheduled/run-due-work': [
        'CHANGE_QUEUE_URL',
        'EVENT_QUEUE_URL',
        'MEMBER_MESSAGE_LIFE_SECONDS',
        'MEMBER_QUEUE_URL',
        'METRICS_NAMESPACE',
        'NOTIFIES_MEMBERS',
        'REASSIGNMENT_QUEUE_URL',
        'TABLE_NAME',
      ],
    });
  });
});
