import { expect, test } from 'vitest';
import { folderIssuer } from '../../infra/local/api-gateway/issuer.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { temporaryFolder, writeAssembly, type Template } from './support/assembly.ts';
import { withEvents } from './support/events.ts';

type Edit = (resources: Template['Resources']) => void;

/** Sets a property, found by a path such as `ToQueue.Targets.0.Arn`. Undefined removes it. */
function set(path: string, value: unknown): Edit {
  return (resources) => {
    const [logicalId = '', ...names] = path.split('.');
    const last = names.pop() ?? '';
    let place: unknown = resources[logicalId]?.Properties;
    for (const name of names) place = Reflect.get(Object(place), name);
    Reflect.set(Object(place), last, value);
  };
}

const add =
  (logicalId: string, Type: string, Properties: Record<string, unknown> = {}): Edit =>
  (resources) => {
    resources[logicalId] = { Type, Properties };
  };

const arnOf = (logicalId: string): unknown => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

test.each<[string, Edit, RegExp]>([
  ['an unknown operator', set('ToQueue.EventPattern', { a: [{ regex: 'x' }] }), /rule\/news\/.*regex/],
  [
    'an unknown operator of a disabled rule',
    (resources) => {
      set('ToQueue.State', 'DISABLED')(resources);
      set('ToQueue.EventPattern', { a: [{ regex: 'x' }] })(resources);
    },
    /regex/,
  ],
  [
    'a rule without a pattern',
    set('ToQueue.EventPattern', undefined),
    /EventPattern or a ScheduleExpression/,
  ],
  ['a rule of an unknown bus', set('ToQueue.EventBusName', 'other'), /event-bus\/other, which the assembly/],
  [
    'a schedule on a custom bus',
    set('ToQueue.ScheduleExpression', 'rate(1 minute)'),
    /only a rule of the default bus/,
  ],
  ['InputPath', set('ToQueue.Targets.0.InputPath', '$.detail'), /InputPath/],
  ['InputTransformer', set('ToQueue.Targets.0.InputTransformer', {}), /InputTransformer/],
  ['an Input that is no JSON', set('ToQueue.Targets.0.Input', '{'), /Input that is not JSON/],
  ['RoleArn of a target', set('ToQueue.Targets.0.RoleArn', 'arn:r'), /RoleArn/],
  [
    'a target of another kind',
    set('ToQueue.Targets.0.Arn', 'arn:aws:sns:x'),
    /no function and no queue.*arn:aws:sns:x/,
  ],
  [
    'a message group of a function',
    set('ToListener.Targets.0.SqsParameters', { MessageGroupId: 'g' }),
    /SqsParameters/,
  ],
  [
    'too many retries',
    set('ToQueue.Targets.0.RetryPolicy', { MaximumRetryAttempts: 186 }),
    /MaximumRetryAttempts/,
  ],
  [
    'too young an age',
    set('ToQueue.Targets.0.RetryPolicy', { MaximumEventAgeInSeconds: 59 }),
    /MaximumEventAgeInSeconds/,
  ],
  [
    'a dead-letter queue that does not exist',
    set('ToQueue.Targets.0.DeadLetterConfig', { Arn: 'arn:q' }),
    /arn:q: no such/,
  ],
  [
    'a dead-letter queue without a policy',
    set('ToQueue.Targets.0.DeadLetterConfig', { Arn: arnOf('Unprocessed') }),
    /no AWS::SQS::QueuePolicy lets .*ToQueue send messages to service-Unprocessed/,
  ],
  [
    'a queue whose policy names another rule',
    set('NewsPolicy.PolicyDocument.Statement.1.Condition', { ArnEquals: { 'aws:SourceArn': 'arn:x' } }),
    /no AWS::SQS::QueuePolicy lets .*ToQueue send messages to service-News/,
  ],
  [
    'an unknown condition of a queue policy',
    set('NewsPolicy.PolicyDocument.Statement.1.Condition', { IpAddress: {} }),
    /IpAddress/,
  ],
  [
    'a function without a permission',
    set('MayListen.Action', 'lambda:GetFunction'),
    /no AWS::Lambda::Permission lets .*ToListener invoke service-Listener/,
  ],
  [
    'a function whose permission names another rule',
    set('MayListen.SourceArn', arnOf('ToQueue')),
    /no AWS::Lambda::Permission/,
  ],
  [
    'a function whose permission names another account',
    set('MayListen.SourceAccount', '1'),
    /no AWS::Lambda::Permission/,
  ],
  ['a bus with a policy', set('Bus.Policy', {}), /Policy/],
  ['a bus of a partner', set('Bus.EventSourceName', 'aws.partner/x'), /EventSourceName/],
  ['a policy of a bus', add('Open', 'AWS::Events::EventBusPolicy'), /AWS::Events::EventBusPolicy/],
  ['an archive', add('Past', 'AWS::Events::Archive'), /AWS::Events::Archive/],
  ['an API destination', add('Hook', 'AWS::Events::ApiDestination'), /AWS::Events::ApiDestination/],
  ['a destination of successes', set('ListenerRetries.DestinationConfig.OnSuccess', {}), /OnSuccess/],
  [
    'a destination that is no queue',
    set('ListenerRetries.DestinationConfig.OnFailure.Destination', 'arn:aws:sns:x'),
    /arn:aws:sns:x, which is no queue/,
  ],
  [
    'a destination without a grant',
    set('ListenerRetries.DestinationConfig.OnFailure.Destination', arnOf('News')),
    /service-ListenerRole|service-Listener does not allow sqs:SendMessage/,
  ],
  ['a template of mail', add('Letter', 'AWS::SES::Template'), /AWS::SES::Template/],
  ['an unknown property of an identity', set('Sender.Unheard', 1), /Unheard/],
  [
    'a configuration set that does not send',
    set('Tracked.SendingOptions', { SendingEnabled: false }),
    /SendingEnabled/,
  ],
])('%s is refused', async (_name, edit, message) => {
  const folder = temporaryFolder();
  const issuer = await folderIssuer(folder, 'voip-contacts');
  const assembly = writeAssembly(folder, issuer.url, (stacks) => {
    withEvents(stacks);
    edit(stacks.service.Resources);
  });
  const start = startLocalStack({ assembly, port: 0, issuer, log: () => {} });
  await expect(start).rejects.toThrow(message);
  await expect(start).rejects.toMatchObject({ name: 'Refusal' });
});
