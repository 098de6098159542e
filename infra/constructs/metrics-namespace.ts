import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The CloudWatch namespace of a stack's own metrics: the stack's name, so that environments do not mix. */
export const metricsNamespace = (scope: Construct): string => Stack.of(scope).stackName;
