import type { Change, Template } from './assembly.ts';

type Resources = Template['Resources'];

const getArn = (logicalId: string): unknown => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function policy(role: string, ...statements: object[]): Resources[string] {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', ...statement }));
  return {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'events',
      Roles: [{ Ref: role }],
      PolicyDocument: { Version: '2012-10-17', Statement },
    },
  };
}

const mailbox = (identity: string): unknown => ({
  'Fn::Join': [
    '',
    ['arn:aws:ses:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:identity/${identity}`],
  ],
});

/** A bus with a rule to a function and a rule to a queue, and an identity that sends mail. */
const resources: Resources = {
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'news' } },
  Silent: { Type: 'AWS::Events::EventBus', Properties: { Name: 'silent' } },
  ToListener: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['fixture'], 'detail-type': [{ prefix: 'item.' }] },
      State: 'ENABLED',
      Targets: [{ Arn: getArn('Listener'), Id: 'Target0' }],
    },
  },
  ToQueue: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { detail: { queued: [true] } },
      State: 'ENABLED',
      Targets: [
        {
          Arn: getArn('News'),
          Id: 'Target0',
          SqsParameters: { MessageGroupId: 'all' },
          RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
          DeadLetterConfig: { Arn: getArn('Undelivered') },
        },
      ],
    },
  },
  Constant: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: getArn('Bus'),
      EventPattern: { 'detail-type': ['constant'] },
      Targets: [{ Arn: getArn('News'), Id: 'Target0', Input: '{"constant":true}' }],
    },
  },
  News: { Type: 'AWS::SQS::Queue', Properties: { MaximumMessageSize: 1024 } },
  Undelivered: { Type: 'AWS::SQS::Queue', Properties: {} },
  Unprocessed: { Type: 'AWS::SQS::Queue', Properties: {} },
  NewsPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'News' }, { Ref: 'Undelivered' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Action: 'sqs:*',
            Principal: { AWS: '*' },
            Resource: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Allow',
            Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
            Principal: { Service: 'events.amazonaws.com' },
            Resource: [getArn('News'), getArn('Undelivered')],
            Condition: { ArnEquals: { 'aws:SourceArn': [getArn('ToQueue'), getArn('Constant')] } },
          },
        ],
      },
    },
  },
  ListenerRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
  ListenerPolicy: policy(
    'ListenerRole',
    { Action: 'dynamodb:UpdateItem', Resource: { 'Fn::ImportValue': 'storage:TableArn' } },
    { Action: 'sqs:SendMessage', Resource: getArn('Unprocessed') },
  ),
  Listener: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Key: 'listener.zip' },
      Handler: 'index.handler',
      Role: getArn('ListenerRole'),
      Runtime: 'nodejs24.x',
      Timeout: 600,
      Environment: {
        Variables: { TABLE: { 'Fn::GetStackOutput': { StackName: 'storage', OutputName: 'TableName' } } },
      },
    },
  },
  ListenerRetries: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Listener' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: getArn('Unprocessed') } },
    },
  },
  MayListen: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: getArn('Listener'),
      Principal: 'events.amazonaws.com',
      SourceArn: getArn('ToListener'),
    },
  },
  Sender: {
    Type: 'AWS::SES::EmailIdentity',
    Properties: {
      EmailIdentity: 'example.com',
      ConfigurationSetAttributes: { ConfigurationSetName: { Ref: 'Counted' } },
    },
  },
  Counted: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'counted' } },
  Feedback: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: { Ref: 'Counted' },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['BOUNCE'],
        CloudWatchDestination: {
          DimensionConfigurations: [
            {
              DimensionName: 'domain',
              DimensionValueSource: 'messageTag',
              DefaultDimensionValue: 'example_com',
            },
          ],
        },
      },
    },
  },
  Other: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'noreply@example.org' } },
  Tracked: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'tracked' } },
  ItemsEvents: policy(
    'ItemsRole',
    { Action: 'events:PutEvents', Resource: getArn('Bus') },
    { Action: 'ses:SendEmail', Resource: mailbox('example.com') },
    {
      Action: 'sqs:ReceiveMessage',
      Resource: [getArn('News'), getArn('Undelivered'), getArn('Unprocessed')],
    },
  ),
};

/** Adds a bus, its targets and an identity of SES to the fixture. */
export const withEvents: Change = ({ service }) => {
  Object.assign(service.Resources, structuredClone(resources));
};
