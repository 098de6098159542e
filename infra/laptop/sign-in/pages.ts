import { htmlEscape } from 'escape-goat';
import type { Person } from '../sample/people.ts';

type Language = 'fr' | 'en';

const words = {
  fr: {
    title: 'Se connecter',
    intro: 'Cet ordinateur ne demande pas de mot de passe. Choisissez qui vous êtes.',
    other: 'Un autre identifiant',
    signIn: 'Continuer',
    switchTo: 'English',
    wrong: 'Un identifiant ressemble à ab12345-ovh.',
  },
  en: {
    title: 'Sign in',
    intro: 'This computer asks for no password. Choose who you are.',
    other: 'Another nic',
    signIn: 'Continue',
    switchTo: 'Français',
    wrong: 'A nic looks like ab12345-ovh.',
  },
} as const;

const style = `
  body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1b1e; background: #f4f5f7; margin: 0; }
  main { max-width: 40rem; margin: 0 auto; padding: 2rem 1rem; }
  ul { list-style: none; padding: 0; margin: 1.5rem 0; display: grid; gap: .5rem; }
  button, input { font: inherit; }
  li button { width: 100%; text-align: start; padding: .75rem 1rem; background: #fff; color: inherit;
    border: 1px solid #ced4da; border-radius: .5rem; cursor: pointer; }
  li button:hover { border-color: #1864ab; background: #e7f5ff; }
  li strong { display: block; color: #1864ab; }
  .other { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
  .other label { flex: 1 1 14rem; }
  .other input { display: block; width: 100%; box-sizing: border-box; padding: .5rem; border: 1px solid #868e96;
    border-radius: .25rem; }
  .other button { padding: .5rem 1rem; }
  :focus-visible { outline: 3px solid #1971c2; outline-offset: 2px; }
  .wrong { color: #b02525; }
  .language { float: inline-end; color: #1864ab; }
`;

const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`;

/** The first language that the page speaks of a list like `en fr`; French if there is none. */
export const languageOf = (locales: unknown): Language =>
  (typeof locales === 'string' ? locales : '')
    .split(/[\s,]+/)
    .find((locale): locale is Language => locale === 'fr' || locale === 'en') ?? 'fr';

/** The page that asks who signs in. `wrong` is whether what was typed is no nic. */
export function signInPage(people: readonly Person[], language: Language, wrong = false): string {
  const own = words[language];
  const other = language === 'fr' ? 'en' : 'fr';
  const item = ({ nic, [language]: what }: Person): string =>
    `<li><button name="nic" value="${nic}"><strong>${nic}</strong> ${htmlEscape(what)}</button></li>`;
  return page(
    language,
    own.title,
    `<a class="language" href="?lang=${other}" lang="${other}">${own.switchTo}</a>
<h1>${own.title}</h1>
<p>${own.intro}</p>
<form method="post"><ul>
${people.map(item).join('\n')}
</ul></form>
<form method="post" class="other">
<label>${own.other}<input name="nic" required autocomplete="off" spellcheck="false" placeholder="ab12345-ovh"></label>
<button>${own.signIn}</button>
</form>${wrong ? `\n<p class="wrong" role="alert">${own.wrong}</p>` : ''}`,
  );
}

/** Signs out without a further question: the console has asked already. */
export const signOutPage = (form: string): string =>
  page(
    'fr',
    'Déconnexion',
    `${form}
<noscript><button form="op.logoutForm" name="logout" value="yes">Se déconnecter · Sign out</button></noscript>
<script>
const form = document.getElementById('op.logoutForm');
form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'logout', value: 'yes' }));
form.submit();
</script>`,
  );

export const signedOutPage = (): string =>
  page('fr', 'Déconnecté', '<h1>Vous êtes déconnecté.</h1><p lang="en">You are signed out.</p>');

export const failurePage = (reason: string): string =>
  page(
    'fr',
    'Connexion impossible',
    `<h1>Connexion impossible</h1><p lang="en">${htmlEscape(reason)}</p>
<p><a href="/console/">Retour à la console · Back to the console</a></p>`,
  );
