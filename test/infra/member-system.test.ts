import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { environmentNames, readSettings, settingsFrom } from '../../infra/environments.ts';
import { maxReceiveCount, memberFunctionTimeout, memberMessageLife } from '../../shared/messages/timing.ts';
import { stacksOf, templatesOf, type Stacks } from '../support/stacks.ts';
import { rightsIn, settingsIn } from '../support/template.ts';

const endpoint = 'https://members.example.com/provisioning';
let stacks: Stacks;
let service: Template;
let storage: Template;

beforeAll(() => {
  stacks = stacksOf('production', { memberEndpoint: endpoint }, (app) => [new AwsSolutionsChecks(app)]);
  ({ service, storage } = templatesOf(stacks));
});

describe('A deployment with a member system', () => {
  it('generates the secret beside the table, and keeps both', () => {
    storage.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Retain',
      Properties: { GenerateSecretString: Match.objectLike({ PasswordLength: 48 }) },
    });
    storage.resourceCountIs('AWS::SecretsManager::Secret', 1);
  });

  it('lets only the worker of members read the secret', () => {
    const rights = rightsIn(service);
    expect(rights['workers/propagate-contact']).toEqual({
      log: 'CreateLogStream PutLogEvents',
      table: 'BatchGetItem DeleteItem GetItem PutItem Scan UpdateItem',
      'Members Queue': 'ChangeMessageVisibility DeleteMessage GetQueueAttributes ReceiveMessage SendMessage',
      secret: 'GetSecretValue',
    });
    expect(rights['api/put-group-service']).toEqual({
      log: 'CreateLogStream PutLogEvents',
      everything: 'PutTelemetryRecords PutTraceSegments',
      table: 'BatchGetItem PutItem UpdateItem',
      'Members Queue': 'SendMessage',
      'Events Queue': 'SendMessage',
    });
    expect(rights['scheduled/run-due-work']).toMatchObject({
      'Members Queue': 'SendMessage',
      table: 'UpdateItem',
    });
    const readers = Object.entries(rights).filter(([, actions]) => actions['secret'] !== undefined);
    expect(readers.map(([folder]) => folder)).toEqual(['workers/propagate-contact']);
  });

  it('gives the worker the endpoint and the timeout of the member system', () => {
    service.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'workers/propagate-contact',
      Timeout: 14,
      Environment: {
        Variables: Match.objectLike({ MEMBER_ENDPOINT: endpoint, MEMBER_TIMEOUT_MILLISECONDS: '2000' }),
      },
    });
    expect(settingsIn(service)['workers/propagate-contact']).toContain('MEMBER_SECRET_ARN');
    expect(rightsIn(service)['api/request-service-change']?.['Changes Queue']).toBe('SendMessage');
  });

  it('passes the checks of cdk-nag', () => {
    expect(() => stacks.app.synth()).not.toThrow();
  });
});

describe('The life of a message to a member', () => {
  it.each(environmentNames())('has room for all attempts in %s', (name) => {
    for (const notifiesMembers of [false, true]) {
      const memberTiming = { ...readSettings(name).memberTiming, notifiesMembers };
      const between = Math.max(6 * memberFunctionTimeout(notifiesMembers), memberTiming.longestPause);
      const receives = (maxReceiveCount + 1) * between;
      expect(memberMessageLife(memberTiming)).toBe(memberTiming.longestWait + receives);
      // What SQS takes for the time that a message is kept.
      expect(memberMessageLife(memberTiming)).toBeGreaterThanOrEqual(60);
    }
  });
});

describe('The address of the member system', () => {
  const read = (environment: string, memberEndpoint: string) =>
    settingsFrom((name) => ({ environment, memberEndpoint })[name]).settings.memberEndpoint;

  it('is an https address outside this machine', () => {
    expect(read('development', 'https://members.example.com/a/')).toBe('https://members.example.com/a');
    expect(() => read('production', 'http://members.example.com')).toThrow('https');
    expect(() => read('development', 'http://127.0.0.1:4000')).toThrow('https');
    expect(read('local', 'http://127.0.0.1:4000/')).toBe('http://127.0.0.1:4000');
  });

  it.each([
    'ftp://members.example.com',
    'members',
    'https://user:word@members.example.com',
    'https://a.example.com/?b',
  ])('is not %s', (address) => {
    expect(() => read('local', address)).toThrow('memberEndpoint');
  });
});
