import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { CodeOf } from '../bundle.ts';

/** Leave for exact actions on one resource. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resource: string;
}

/** A function's own settings schema: an object that is read from strings. */
export type SettingsSchema = z.ZodObject<Readonly<Record<string, z.ZodType<unknown, string | undefined>>>>;

export interface ContactFunctionProps<Settings extends SettingsSchema> {
  /** The function's folder below `functions/`, `api/get-group`. */
  readonly folder: string;
  readonly codeOf: CodeOf;
  /** The settings that the function reads at its start. */
  readonly settings: Settings;
  /** A value for each of its settings: one that is missing does not compile. */
  readonly environment: z.input<Settings>;
  /** All that the function's role may do, besides writing its log. */
  readonly grants: readonly Grant[];
  readonly timeoutSeconds: number;
  /**
   * Set for a function that asks itself for its next step: Lambda takes more than sixteen such invocations in a row for
   * an endless loop and stops them, unless it is told that they are meant.
   */
  readonly takesSteps?: true;
}

/** As much memory, and with it as much processor, as the SDK's start-up can use. */
const memoryMegabytes = 512;

/** A function as this house runs it: Node 24 on arm64, a log that ends, and a role of its own with exact actions. */
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

/** Only what the function reads, though the caller may know more. */
const pick = <Settings extends SettingsSchema>(settings: Settings, environment: z.input<Settings>) =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      typeof value === 'string' && name in settings.shape ? [[name, value]] : [],
    ),
  );
