import { Command } from 'commander';
import { commands } from './commands/commands.ts';
import type { ExitCode } from './errors/exit-code.ts';
import type { Io } from './io.ts';

const signIn = `Where and who:
  CONTACTS_API             the address of the API, as --api
  CONTACTS_TOKEN           a bearer token
  CONTACTS_ISSUER, CONTACTS_CLIENT_ID, CONTACTS_CLIENT_SECRET
                           the credentials of a program at an OIDC issuer; its
                           tokens are renewed. CONTACTS_SCOPE and
                           CONTACTS_AUDIENCE where the issuer needs them
  --as NIC [--operator]    anyone, at a stack on this machine

Exit codes: 0 all well, 1 refused or failed, 2 wrong usage,
3 not reachable or not signed in`;

/** The program, with every command. */
export function buildProgram(io: Io, end: (exitCode: ExitCode) => void): Command {
  const program = new Command('contacts')
    .description('Changes the contacts of groups of VoIP services, and follows the changes to their end.')
    .option('--api <url>', 'the address of the API (CONTACTS_API)')
    .option('--as <nic>', 'on a laptop: who calls the local stack')
    .option('--operator', 'with --as: an operator')
    .addHelpText('after', `\n${signIn}`)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true, subcommandTerm });
  for (const [heading, registers] of Object.entries(commands)) {
    program.commandsGroup(heading);
    for (const register of registers) register(program, io, end);
  }
  return program;
}

/** A command with its arguments, as the list of commands shows it. */
const subcommandTerm = (made: Command): string =>
  [
    made.name(),
    ...made.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
  ].join(' ');
