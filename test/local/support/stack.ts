import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { folderIssuer, type FolderIssuer } from '../../../infra/local/api-gateway/issuer.ts';
import { startLocalStack, type LocalStack, type LocalStackOptions } from '../../../infra/local/stack.ts';
import * as z from 'zod';
import { makeFolder, writeAssembly, type Change } from './assembly.ts';

const answerSchema = z.record(z.string(), z.unknown());

/** A running stack of the fixture, what it has logged so far, and whose tokens it takes. */
export interface Fixture {
  readonly stack: LocalStack;
  readonly issuer: FolderIssuer;
  readonly lines: readonly string[];
  /** Does something with the items through the API and gives the answer. */
  readonly items: (how: string, input?: unknown) => Promise<Record<string, unknown>>;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  stop(): Promise<void>;
}

type Options = Partial<LocalStackOptions> & { readonly change?: Change };

/** Starts the fixture's stack. The caller has to stop it. */
export async function startFixture({ change, ...options }: Options = {}): Promise<Fixture> {
  const folder = makeFolder();
  const issuer = await folderIssuer(folder, 'voip-contacts');
  const lines: string[] = [];
  const stack = await startLocalStack({
    assembly: writeAssembly(folder, issuer.url, change),
    port: 0,
    issuer,
    log: (line) => lines.push(line),
    ...options,
  });
  const request = (path: string, init?: RequestInit): Promise<Response> => fetch(stack.url + path, init);
  return {
    stack,
    issuer,
    lines,
    request,
    async items(how, input = {}) {
      const response = await request(`/items/${how}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      return answerSchema.parse(await response.json());
    },
    async stop() {
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the fixture's stack for one test. */
export async function fixtureForTest(options: Options = {}): Promise<Fixture> {
  const fixture = await startFixture(options);
  onTestFinished(() => fixture.stop());
  return fixture;
}
