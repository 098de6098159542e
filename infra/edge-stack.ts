import { Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface EdgeStackProps extends StackProps {
  /** Whether the access log is deleted with the stack. */
  readonly disposable: boolean;
}

/** What clients and auditors rely on: the API's address, and its access log. The service stack adds the routes. */
export class EdgeStack extends Stack {
  readonly apiId: string;
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, { disposable, ...props }: EdgeStackProps) {
    super(scope, id, { description: 'VoIP contact changes: address', ...props });
    const api = new HttpApi(this, 'Gateway', { apiName: id, createDefaultStage: false });
    this.apiId = api.apiId;
    this.accessLog = new LogGroup(this, 'AccessLog', {
      // API Gateway needs no resource policy below this prefix, whose size is limited. The stack's own id makes the
      // name new, so that a stack made anew does not meet the log that its predecessor left.
      logGroupName: `/aws/vendedlogs/apis/${id}/${Fn.select(2, Fn.split('/', this.stackId))}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }
}
