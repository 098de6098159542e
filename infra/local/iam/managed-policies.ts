import type { Statement } from './statement.ts';

const allow = (...actions: string[]): Statement[] => [{ Effect: 'Allow', Action: actions, Resource: ['*'] }];

/** The supported AWS managed policies: those that CDK attaches by itself. Another one is refused. */
export const managedPolicies: Readonly<Record<string, Statement[]>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': allow(
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ),
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess': allow(
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ),
};
