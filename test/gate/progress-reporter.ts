import { relative } from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSpecification, TestSuite } from 'vitest/node';
import { seconds, type Failure, type Result } from './result.ts';

/** The interval of a line that lists the files that still run. */
const stillRunningMilliseconds = 15_000;

/** Prints a line for each finished test file with the progress so far, and each failure as soon as it happens. */
export class ProgressReporter implements Reporter {
  readonly #name: string;
  readonly #started = performance.now();
  readonly #running = new Set<TestModule>();
  readonly #failures: Failure[] = [];
  #files = 0;
  #done = 0;
  #passed = 0;
  #skipped = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(name: string) {
    this.#name = name;
    console.log(`${name}: starting`);
  }

  /** The result of all tests. A run without tests has failed. */
  result(): Result {
    clearInterval(this.#timer);
    if (this.#done === 0 && this.#failures.length === 0) this.#fail(this.#name, 'no test ran', 'npm test');
    return { passed: this.#passed, skipped: this.#skipped, failures: this.#failures };
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.length;
    this.#timer = setInterval(() => {
      const names = [...this.#running].map(({ relativeModuleId }) => relativeModuleId);
      console.log(`  ${this.#place()}      still running: ${names.join(', ')}`);
    }, stillRunningMilliseconds);
  }

  onTestModuleStart(module: TestModule): void {
    this.#running.add(module);
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result();
    if (state === 'passed') this.#passed += 1;
    else if (state === 'failed') this.#failOf(test, errors);
    else this.#skipped += 1;
  }

  /** If a hook fails, its tests do not run. */
  onTestSuiteResult(suite: TestSuite): void {
    if (suite.errors().length > 0) this.#failOf(suite, suite.errors());
  }

  /** If a file cannot be loaded, its tests do not run. */
  onTestModuleEnd(module: TestModule): void {
    this.#running.delete(module);
    this.#done += 1;
    const errors = module.errors();
    const { relativeModuleId: file } = module;
    if (errors.length > 0) this.#fail(file, reason(errors), commandFor(file));
    const tests = [...module.children.allTests()].length;
    const took = (module.diagnostic().duration / 1_000).toFixed(1);
    console.log(`  ${this.#place()} ${module.ok() ? 'ok  ' : 'FAIL'} ${file} (${tests} tests, ${took} s)`);
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    clearInterval(this.#timer);
    for (const error of unhandled) this.#fail(`${this.#name}, outside any test`, reason([error]), 'npm test');
    console.log(`${this.#name}: done after ${seconds(this.#started)} s`);
  }

  #place(): string {
    const total = String(this.#files);
    return `${String(this.#done).padStart(total.length)}/${total} ${seconds(this.#started).padStart(6)} s`;
  }

  #failOf(one: TestCase | TestSuite, errors: readonly SerializedError[]): void {
    const { module, fullName, location } = one;
    const { relativeModuleId: file } = module;
    const at = location === undefined ? file : `${file}:${location.line}`;
    this.#fail(`${at} ${fullName}`, reason(errors), commandFor(file, fullName));
  }

  #fail(what: string, why: string, how: string): void {
    this.#failures.push({ what, why, how });
    console.log(`  ${this.#place()} FAIL ${what}\n    ${why}`);
  }
}

/** The first line of the first error, and where in this project it was thrown. */
function reason([error]: readonly SerializedError[]): string {
  const [message = ''] = (error?.message ?? 'no reason was given').trim().split('\n');
  const own = error?.stacks?.find(({ file }) => !file.includes('node_modules'));
  return own === undefined ? message : `${message} (${relative(process.cwd(), own.file)}:${own.line})`;
}

/** The command that runs only this file or test. */
function commandFor(file: string, test?: string): string {
  if (test === undefined) return `npm run test:only -- ${file}`;
  const pattern = test.replaceAll(' > ', ' ').replaceAll(/[.*+?^${}()|[\]\\"'`’]/g, '.');
  return `npm run test:only -- ${file} -t "${pattern}"`;
}
