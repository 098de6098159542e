import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { synthesizeLocal } from '../../../infra/laptop/assembly.ts';
import { localIssuer, type LocalIssuer } from '../../../infra/laptop/issuer.ts';
import { samplePeople } from '../../../infra/laptop/sample/people.ts';
import { signInPath, signInProvider } from '../../../infra/laptop/sign-in/provider.ts';
import { withLongMemberTimeout } from '../../support/long-member-timeout.ts';
import { RunningStack } from '../../support/running-stack.ts';
import { launchChromium } from './chromium.ts';

/** Ends only a test that hangs. On a busy machine the awaited comes later, but before this. */
const longestMilliseconds = 10 * 60_000;

export interface ConsoleOptions {
  /** The life of an access token. Default: an hour. */
  readonly tokenSeconds?: number;
  /** Where the systems of members answer. Default: there are none. */
  readonly memberEndpoint?: () => Promise<string>;
}

/** The console of a local stack, in a real browser. */
export class Console {
  readonly stack: RunningStack;
  readonly url: string;
  readonly #browser: Browser;
  readonly #violations: string[] = [];

  private constructor(stack: RunningStack, browser: Browser) {
    this.stack = stack;
    this.url = `${stack.stack.distributionUrl}/console/`;
    this.#browser = browser;
  }

  static async start({ tokenSeconds, memberEndpoint }: ConsoleOptions): Promise<Console> {
    const browser = await launchChromium();
    try {
      const issuer = await localIssuer();
      const provider = signInProvider({ issuer, people: samplePeople(), tokenSeconds });
      const assembly = memberEndpoint && (await assemblyWithMembers(await memberEndpoint(), issuer));
      const beside = { [signInPath]: provider };
      return new Console(
        await RunningStack.start({ beside, ...(assembly !== undefined && { assembly }) }),
        browser,
      );
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** Opens a page in a browser profile of its own: another person. French by default. */
  async open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ locale: 'fr-FR', ...options });
    context.setDefaultTimeout(longestMilliseconds);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.#violations.push(message.text());
    });
    return page;
  }

  /** What the console asked for and its content security policy refused, since the last call. */
  takeViolations(): string[] {
    return this.#violations.splice(0);
  }

  /** Closes every page that `open` opened. */
  async closePages(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.stack.stack.stop();
  }
}

/** The stacks with a member system. They last as long as the process. */
async function assemblyWithMembers(memberEndpoint: string, issuer: LocalIssuer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return withLongMemberTimeout(await synthesizeLocal(folder, issuer, { memberEndpoint }));
}

/**
 * Starts a stack with the console and a browser for the tests of a file. A test fails if the content security policy
 * refuses something that the console asks for. Returns a function, because the console is there once tests run.
 */
export function useConsole(options: ConsoleOptions = {}): () => Console {
  let running: Console | undefined;
  beforeAll(async () => {
    running = await Console.start(options);
  });
  afterEach(async () => {
    await running?.closePages();
    expect(running?.takeViolations()).toEqual([]);
  });
  afterAll(() => running?.stop());
  return () => {
    if (running === undefined) throw new Error('The console is there once tests run.');
    return running;
  };
}
