import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnFunction,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { CodeOf } from '../bundle.ts';
import { memory } from './memory.ts';

/** Permission for specific actions on one resource. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resource: string;
}

export type SettingsSchema = z.ZodObject<Readonly<Record<string, z.ZodType<unknown, string | undefined>>>>;

export interface ContactFunctionProps<Settings extends SettingsSchema> {
  /** The function's folder below `functions/`, `api/get-group`. */
  readonly folder: string;
  readonly codeOf: CodeOf;
  readonly settings: Settings;
  /** A value for each setting. A missing one does not compile. */
  readonly environment: z.input<Settings>;
  readonly grants: readonly Grant[];
  readonly timeoutSeconds: number;
  /** Set if it enqueues its own next step: Lambda otherwise stops it after sixteen steps in a row. */
  readonly takesSteps?: true;
  /** Set for a function that computes for most of its time: it gets a whole vCPU. */
  readonly hasWholeProcessor?: true;
  /** The most invocations at once, which are reserved for the function. Default: as many as the account has. */
  readonly reservedConcurrency?: number;
  /** Whether X-Ray traces the invocations. */
  readonly isTraced?: true;
}

const tracing: Grant = { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resource: '*' };

/** A function: Node 24 on arm64, a log with a retention, and a role with specific actions. */
export class ContactFunction<Settings extends SettingsSchema = SettingsSchema> extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: ContactFunctionProps<Settings>) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const statements = [
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: logGroup.logGroupArn },
      ...props.grants,
      ...(props.isTraced === true ? [tracing] : []),
    ];
    this.function = new LambdaFunction(this, 'Function', {
      description: props.folder,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.codeOf(props.folder),
      handler: 'index.handler',
      role: roleFor(this, statements),
      logGroup,
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.hasWholeProcessor === true ? memory.wholeProcessor : memory.usual,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
      ...(props.takesSteps && { recursiveLoop: RecursiveLoop.ALLOW }),
      environment: pick(props.settings, props.environment),
    });
    if (props.isTraced === true) trace(this.function);
  }
}

/** Sets the property alone: CDK's `tracing` would add a policy of its own beside the role's. */
function trace({ node, role }: LambdaFunction): void {
  const { defaultChild } = node;
  if (!(defaultChild instanceof CfnFunction)) throw new Error('The function has no resource of its own.');
  defaultChild.tracingConfig = { mode: 'Active' };
  if (role !== undefined)
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resources that a permission could name.',
    });
}

function roleFor(scope: Construct, grants: readonly Grant[]): Role {
  const statements = grants.map(
    ({ actions, resource }) =>
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [resource] }),
  );
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Work: new PolicyDocument({ statements }) },
  });
}

/** Keeps only the variables that the function reads, so that callers may pass a common environment. */
const pick = <Settings extends SettingsSchema>(settings: Settings, environment: z.input<Settings>) =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      typeof value === 'string' && name in settings.shape ? [[name, value]] : [],
    ),
  );
