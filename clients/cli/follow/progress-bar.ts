import { SingleBar } from 'cli-progress';
import type { Io } from '../io.ts';

/** A bar on standard error, if that is a terminal. */
export class ProgressBar {
  readonly #bar: SingleBar | undefined;
  #isStarted = false;

  constructor(what: string, { isProgressShown, stderr }: Io) {
    if (!isProgressShown) return;
    this.#bar = new SingleBar({
      // The library asks for a stream that may be a terminal.
      stream: stderr,
      format: `${what} {bar} {value}/{total}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 40,
      hideCursor: true,
      clearOnComplete: false,
      gracefulExit: false,
    });
  }

  update(value: number, total: number): void {
    if (this.#bar === undefined || total === 0) return;
    if (!this.#isStarted) this.#bar.start(total, value);
    this.#isStarted = true;
    this.#bar.setTotal(total);
    this.#bar.update(value);
  }

  /** Leaves the bar as it is, and the cursor on the next line. */
  stop(): void {
    if (this.#isStarted) this.#bar?.stop();
  }
}
