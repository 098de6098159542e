import { operatorNic } from './operator.ts';
import { assembly as synthesized } from './assembly.ts';
import { localIssuer, type LocalIssuer } from '../../infra/laptop/issuer.ts';
import { startLocalStack, type LocalStack, type LocalStackOptions } from '../../infra/local/stack.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { Operation } from '../../shared/http/contract/operation.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer } from '../../shared/http/contract/shapes.ts';
import { noteDenied } from './denied-access.ts';
import { expectDocumented, operationOf } from './openapi-check.ts';
import * as z from 'zod';
import { until } from './until.ts';

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly query?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RunningStackOptions {
  /** The folder of the stacks; by default those that are synthesized once for all tests. */
  readonly assembly?: string;
  readonly tickSeconds?: number;
  readonly dataDirectory?: string;
  readonly beside?: LocalStackOptions['beside'];
}

let shared: Promise<RunningStack> | undefined;

/** The local stack and its public API. Checks every answer against the contract; a denied access fails the test. */
export class RunningStack {
  readonly stack: LocalStack;
  readonly issuer: LocalIssuer;
  readonly logLines: string[];
  #groups = 0;

  private constructor(stack: LocalStack, issuer: LocalIssuer, logLines: string[]) {
    this.stack = stack;
    this.issuer = issuer;
    this.logLines = logLines;
  }

  /** Shared by the files of one process, loaded and warm. Tests create their own groups. Ends with the process. */
  static shared(): Promise<RunningStack> {
    return (shared ??= RunningStack.start());
  }

  static async start({ assembly, ...options }: RunningStackOptions = {}) {
    const issuer = await localIssuer();
    const logLines: string[] = [];
    const log = (line: string): void => {
      logLines.push(line);
      noteDenied(line);
    };
    const stack = await startLocalStack({
      assembly: assembly ?? (await synthesized()),
      port: 0,
      issuer,
      log,
      untimed: true,
      ...options,
    });
    return new RunningStack(stack, issuer, logLines);
  }

  /** What the functions logged as errors. */
  get errorLines(): string[] {
    return this.logLines.filter((line) => line.includes('"level":"ERROR"'));
  }

  token(nic: string, { operator = false } = {}): Promise<string> {
    return this.issuer.token({ nic, operator });
  }

  /** Sends a request over HTTP. */
  async fetch(method: string, path: string, { body, token, headers }: CallOptions = {}): Promise<Called> {
    const response = await fetch(this.stack.url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    const operation = operationOf(method, path);
    const received = { status, headers: Object.fromEntries(response.headers), body: answer };
    if (operation !== undefined) expectDocumented(operation, received);
    return { status, headers: response.headers, body: answer };
  }

  /** Calls an operation as `nic` and expects success, in the shape that the contract says. */
  async call<Op extends Operation>(
    operation: Op,
    nic: string,
    parameters: Readonly<Record<string, string>> = {},
    { body, query = '' }: CallOptions = {},
  ): Promise<z.infer<Op['answer']>> {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => parameters[name] ?? '');
    const token = await this.token(nic, { operator: nic === operatorNic });
    const called = await this.fetch(operation.method, path + query, { body, token });
    if (called.status >= 300)
      throw new Error(`${path} answered ${called.status} ${JSON.stringify(called.body)}`);
    return z.parse<Op['answer']>(operation.answer, called.body);
  }

  account(nic: string, known: Readonly<Record<string, unknown>> = {}) {
    const body = { voipValidated: true, balanceCents: 0, status: 'open', ...known };
    return this.call(operations.putAccount, operatorNic, { nic }, { body });
  }

  /** Requests contacts of a group, or of one of its services. `options` has further fields of the body. */
  requestChange(
    nic: string,
    about: { readonly groupId: string } | { readonly serviceId: string },
    contacts: Readonly<Partial<Record<Role, string>>>,
    options: Readonly<Record<string, unknown>> = {},
  ): Promise<ContactChangeAnswer> {
    const { requestGroupChange, requestServiceChange } = operations;
    const body = { contacts, ...options };
    return 'groupId' in about
      ? this.call(requestGroupChange, nic, about, { body })
      : this.call(requestServiceChange, nic, about, { body });
  }

  accept(nic: string, changeId: string): Promise<ContactChangeAnswer> {
    return this.call(operations.acceptContactChange, nic, { changeId });
  }

  /** Creates a group for one test, with the given number of services and its own departments. */
  async group(services: number) {
    const number = 10_000 + this.#groups++;
    const nics = {
      administration: `aa${number}-ovh`,
      technical: `tt${number}-ovh`,
      billing: `bb${number}-ovh`,
      heir: `hh${number}-ovh`,
    };
    await Promise.all(Object.values(nics).map((nic) => this.account(nic)));
    const groupId = `${nics.administration}-1`;
    const { administration, technical, billing } = nics;
    const contacts = { administration, technical, billing };
    await this.call(operations.putGroup, operatorNic, { groupId }, { body: { contacts } });
    const serviceIds = Array.from({ length: services }, (_, index) => `0033${number}${String(1000 + index)}`);
    for (let start = 0; start < services; start += 40) {
      const batch = serviceIds.slice(start, start + 40).map((serviceId) => ({ serviceId, kind: 'line' }));
      await this.call(operations.addGroupServices, operatorNic, { groupId }, { body: { services: batch } });
    }
    return { ...nics, groupId, contacts, serviceIds };
  }

  change(changeId: string, nic: string): Promise<ContactChangeAnswer> {
    return this.call(operations.getContactChange, nic, { changeId });
  }

  /** Waits until every member was read back. */
  completed(changeId: string, nic: string): Promise<ContactChangeAnswer> {
    return until(async () => {
      const change = await this.change(changeId, nic);
      return change.completedAt === undefined ? undefined : change;
    });
  }
}
