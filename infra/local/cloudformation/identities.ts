import { createHash } from 'node:crypto';
import { arn, place } from './place.ts';
import { busName, defaultBus } from './bus-name.ts';

/** The values of `Ref` and `Fn::GetAtt` for a resource. */
export interface Identity {
  readonly reference: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Named {
  readonly stack: string;
  readonly logicalId: string;
  /** The name in this property, or one generated from stack and logical id, at most `longest` characters. */
  name(property: string, longest: number): string;
  /** The text in this property, or undefined if the template leaves it out. */
  given(property: string): string | undefined;
  readonly queuesUrl: string;
}

type Identify = (named: Named) => Identity;

const byReference: Identify = ({ stack, logicalId }) => ({
  reference: `${stack}-${logicalId}`,
  attributes: {},
});

/** An id like API Gateway's, but the same at every start. */
const shortId: Identify = ({ stack, logicalId }) => ({
  reference: createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 10),
  attributes: {},
});

const withId: Identify = (named) => {
  const { reference } = shortId(named);
  return { reference, attributes: { Id: reference } };
};

/** The identities of every supported type of resource. Another type is refused. */
export const identities: Readonly<Record<string, Identify>> = {
  'AWS::DynamoDB::Table': (named) => {
    const name = named.name('TableName', 255);
    return { reference: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } };
  },
  'AWS::SQS::Queue': (named) => {
    const name = named.name('QueueName', 80);
    const url = `${named.queuesUrl}/${name}`;
    return { reference: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::Lambda::Function': (named) => {
    const name = named.name('FunctionName', 64);
    return { reference: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
  },
  'AWS::IAM::Role': (named) => {
    const name = named.name('RoleName', 64);
    const attributes = {
      Arn: arn('iam', `role/${name}`, { global: true }),
      RoleId: `AROA${named.logicalId}`,
    };
    return { reference: name, attributes };
  },
  'AWS::SecretsManager::Secret': (named) => {
    const secret = arn('secretsmanager', `secret:${named.name('Name', 512)}-local0`);
    return { reference: secret, attributes: { Id: secret } };
  },
  'AWS::Logs::LogGroup': (named) => {
    const name = named.name('LogGroupName', 512);
    return { reference: name, attributes: { Arn: `${arn('logs', `log-group:${name}`)}:*` } };
  },
  'AWS::SNS::Topic': (named) => {
    const name = named.name('TopicName', 256);
    return { reference: arn('sns', name), attributes: { TopicArn: arn('sns', name), TopicName: name } };
  },
  'AWS::KMS::Key': ({ logicalId }) => ({
    reference: logicalId,
    attributes: { Arn: arn('kms', `key/${logicalId}`), KeyId: logicalId },
  }),
  'AWS::KMS::Alias': (named) => ({ reference: named.name('AliasName', 256), attributes: {} }),
  'AWS::Events::EventBus': (named) => {
    const name = named.name('Name', 256);
    return { reference: name, attributes: { Arn: arn('events', `event-bus/${name}`), Name: name } };
  },
  'AWS::Events::Rule': (named) => {
    const name = named.name('Name', 64);
    const bus = busName(named.given('EventBusName'));
    return bus === defaultBus
      ? { reference: name, attributes: { Arn: arn('events', `rule/${name}`) } }
      : { reference: `${bus}|${name}`, attributes: { Arn: arn('events', `rule/${bus}/${name}`) } };
  },
  'AWS::Scheduler::Schedule': (named) => {
    const name = named.name('Name', 64);
    return { reference: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } };
  },
  'AWS::SES::EmailIdentity': (named) => {
    const identity = named.name('EmailIdentity', 320);
    const records = [1, 2, 3].flatMap((number): [string, string][] => [
      [`DkimDNSTokenName${number}`, `local${number}._domainkey.${identity}`],
      [`DkimDNSTokenValue${number}`, `local${number}.dkim.amazonses.com`],
    ]);
    return { reference: identity, attributes: Object.fromEntries(records) };
  },
  'AWS::SES::ConfigurationSet': (named) => ({ reference: named.name('Name', 64), attributes: {} }),
  'AWS::SES::ConfigurationSetEventDestination': byReference,
  'AWS::S3::Bucket': (named) => {
    const name = named.name('BucketName', 63).toLowerCase();
    const attributes = {
      Arn: `arn:${place.partition}:s3:::${name}`,
      DomainName: `${name}.s3.${place.urlSuffix}`,
      RegionalDomainName: `${name}.s3.${place.region}.${place.urlSuffix}`,
    };
    return { reference: name, attributes };
  },
  'AWS::S3::BucketPolicy': byReference,
  'Custom::CDKBucketDeployment': byReference,
  'AWS::CloudFront::Distribution': (named) => {
    const { reference } = shortId(named);
    return { reference, attributes: { Id: reference, DomainName: `${reference}.cloudfront.net` } };
  },
  'AWS::CloudFront::Function': (named) => {
    const code = arn('cloudfront', `function/${named.name('Name', 64)}`, { global: true });
    return { reference: code, attributes: { FunctionARN: code } };
  },
  'AWS::CloudFront::OriginAccessControl': withId,
  'AWS::CloudFront::ResponseHeadersPolicy': withId,
  'AWS::CloudWatch::Alarm': (named) => {
    const name = named.name('AlarmName', 255);
    return { reference: name, attributes: { Arn: arn('cloudwatch', `alarm:${name}`) } };
  },
  'AWS::ApiGatewayV2::Api': (named) => shortId(named),
  'AWS::ApiGatewayV2::Authorizer': shortId,
  'AWS::ApiGatewayV2::Integration': shortId,
  'AWS::ApiGatewayV2::Route': shortId,
  'AWS::ApiGatewayV2::Stage': (named) => ({ reference: named.name('StageName', 128), attributes: {} }),
  'AWS::Lambda::EventSourceMapping': shortId,
  'AWS::Lambda::EventInvokeConfig': byReference,
  'AWS::Lambda::LayerVersion': byReference,
  'AWS::Lambda::Permission': byReference,
  'AWS::IAM::Policy': byReference,
  'AWS::SQS::QueuePolicy': byReference,
  'AWS::SNS::TopicPolicy': byReference,
  'AWS::CloudWatch::Dashboard': byReference,
  'AWS::Logs::MetricFilter': byReference,
  'AWS::CDK::Metadata': byReference,
};
