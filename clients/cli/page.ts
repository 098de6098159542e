import { Writable } from 'node:stream';
import { buildProgram } from './program.ts';

/** The heading in `docs/cli.md` below which every command is shown as `--help` shows it. */
export const heading = '## Every command\n';

/** What `--help` says of each command, in Markdown. */
export function commandsSection(): string {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const program = buildProgram(
    {
      stdout: silent,
      stderr: silent,
      environment: {},
      signal: new AbortController().signal,
      columns: undefined,
      isProgressShown: false,
      fetch,
      pause: () => Promise.resolve(),
      now: () => new Date(),
    },
    () => {},
  );
  const shown = program.commands.map((made) => {
    let text = '';
    made.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 });
    made.outputHelp();
    return `### contacts ${made.name()}\n\n\`\`\`text\n${withoutGlobals(text).trimEnd()}\n\`\`\`\n`;
  });
  return `${heading}\n${shown.join('\n')}`;
}

/** The options of every command are said once, at the top of the page. */
const withoutGlobals = (help: string): string => help.replace(/\nGlobal Options:\n(?: .*\n)+/, '');
