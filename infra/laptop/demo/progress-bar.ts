/** A progress bar. On a terminal it redraws its line; elsewhere it prints a line for every tenth. */
export class ProgressBar {
  readonly #label: string;
  readonly #total: number;
  #tenthsShown = -1;

  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = Math.max(total, 1);
  }

  show(done: number, note = ''): void {
    const share = Math.min(done / this.#total, 1);
    const width = 40;
    const full = Math.round(share * width);
    const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
    const line = `${this.#label} ${bar} ${String(done).padStart(String(this.#total).length)}/${this.#total} ${note}`;
    if (process.stdout.isTTY) {
      process.stdout.write(`\r${line}\u001B[K`);
      return;
    }
    const tenths = Math.floor(share * 10);
    if (tenths > this.#tenthsShown) console.log(line);
    this.#tenthsShown = Math.max(tenths, this.#tenthsShown);
  }

  end(done: number, note = ''): void {
    this.#tenthsShown = -1;
    this.show(done, note);
    if (process.stdout.isTTY) process.stdout.write('\n');
  }
}
