import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Under which name CloudWatch keeps a stack's own metrics: the stack's, so that environments do not mix. */
export const metricsNamespace = (scope: Construct): string => Stack.of(scope).stackName;
