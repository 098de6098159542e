import { expect, test } from 'vitest';
import { folderIssuer } from '../../infra/local/api-gateway/issuer.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { temporaryFolder, writeAssembly, type Change, type Template } from './support/assembly.ts';

function properties({ Resources }: Template, logicalId: string): Record<string, unknown> {
  const resource = Resources[logicalId];
  if (resource === undefined) throw new Error(`the fixture has no ${logicalId}`);
  return resource.Properties;
}

function grant(statement: Record<string, unknown>): Change {
  return ({ service }) => {
    const PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Resource: '*', ...statement }],
    };
    properties(service, 'MisbehaveRole')['Policies'] = [{ PolicyName: 'more', PolicyDocument }];
  };
}

function set(logicalId: string, name: string, value: unknown): Change {
  return ({ service, storage }) => {
    properties(logicalId in service.Resources ? service : storage, logicalId)[name] = value;
  };
}

const refused: [string, Change, RegExp][] = [
  [
    'an unknown type of resource',
    ({ service }) => {
      service.Resources['Stream'] = { Type: 'AWS::Kinesis::Stream', Properties: {} };
    },
    /Stream.*AWS::Kinesis::Stream/,
  ],
  [
    'a second HTTP API',
    ({ service }) => {
      service.Resources['Second'] = { Type: 'AWS::ApiGatewayV2::Api', Properties: {} };
    },
    /one HTTP API/,
  ],
  [
    'an unknown section',
    ({ service }) => {
      service['Mappings'] = {};
    },
    /Mappings/,
  ],
  [
    'an unknown attribute of a resource',
    ({ service }) => {
      Object.assign(service.Resources['Jobs'] ?? {}, { CreationPolicy: {} });
    },
    /CreationPolicy/,
  ],
  [
    'an unknown property',
    set('Table', 'StreamSpecification', { StreamViewType: 'NEW_IMAGE' }),
    /StreamSpecification/,
  ],
  [
    'an unknown intrinsic',
    set('Jobs', 'VisibilityTimeout', { 'Fn::Unheard': 1 }),
    /service\/Jobs: .*Fn::Unheard/,
  ],
  [
    'an unknown attribute',
    set('Jobs', 'QueueName', { 'Fn::GetAtt': ['Table', 'Unheard'] }),
    /nothing named Table/,
  ],
  ['a reference to nothing', set('Items', 'MemorySize', { Ref: 'Nothing' }), /nothing named Nothing/],
  ['a condition in a policy', grant({ Action: 'a:b', Condition: {} }), /Condition/],
  ['NotAction in a policy', grant({ NotAction: 'a:b' }), /NotAction/],
  [
    'an unknown managed policy',
    set('TickRole', 'ManagedPolicyArns', ['arn:aws:iam::aws:policy/Administrator']),
    /Administrator/,
  ],
  [
    'a queue that its function may not read',
    set('WorkerFeed', 'EventSourceArn', { 'Fn::GetAtt': ['JobsDead', 'Arn'] }),
    /Worker does not allow sqs:ReceiveMessage/,
  ],
  ['filters of a mapping', set('WorkerFeed', 'FilterCriteria', {}), /FilterCriteria/],
  ['a batch too large for its window', set('WorkerFeed', 'BatchSize', 100), /batching window/],
  ['CORS', set('Api', 'CorsConfiguration', {}), /CorsConfiguration/],
  [
    'another issuer',
    set('Jwt', 'JwtConfiguration', { Issuer: 'https://other', Audience: ['a'] }),
    /https:\/\/other/,
  ],
  [
    'a variable that belongs to AWS',
    set('Tick', 'Environment', { Variables: { AWS_REGION: 'x' } }),
    /AWS_REGION/,
  ],
  [
    'a dynamic reference',
    set('Tick', 'Environment', { Variables: { A: '{{resolve:ssm:x}}' } }),
    /dynamic reference/,
  ],
  ['another runtime', set('Tick', 'Runtime', 'python3.13'), /Node\.js/],
  ['a missing bundle', set('Tick', 'Handler', 'other.handler'), /other\.handler/],
  ['an unreadable schedule', set('EveryMinute', 'ScheduleExpression', 'at(noon)'), /at\(noon\)/],
  [
    'a schedule whose function does not permit it',
    set('MayTick', 'Principal', 'scheduler.amazonaws.com'),
    /no AWS::Lambda::Permission lets .*EveryMinute invoke service-Tick/,
  ],
];

test.each(refused)('%s is refused', async (_name, change, message) => {
  const folder = temporaryFolder();
  const issuer = await folderIssuer(folder, 'voip-contacts');
  const assembly = writeAssembly(folder, issuer.url, change);
  const start = startLocalStack({ assembly, port: 0, issuer, log: () => {} });
  await expect(start).rejects.toThrow(message);
  await expect(start).rejects.toMatchObject({ name: 'Refusal' });
});
