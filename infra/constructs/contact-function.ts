import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { CodeOf } from '../bundle.ts';

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
}

/** Lambda assigns processor time in proportion to memory. More than this does not speed up the start of the SDK. */
const memoryMegabytes = 512;

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
      memorySize: memoryMegabytes,
      ...(props.takesSteps && { recursiveLoop: RecursiveLoop.ALLOW }),
      environment: pick(props.settings, props.environment),
    });
  }
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
