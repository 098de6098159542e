import { expect, test } from 'vitest';
import { useConsole } from './support/console.ts';
import { signIn } from './support/sign-in.ts';

const running = useConsole();

test('one signs in, sees the console, and signs out', async () => {
  const { url, stack } = running();
  await stack.account('hq10001-ovh');
  const page = await running().open();
  await signIn(page, 'hq10001-ovh', url);
  await page.getByRole('link', { name: 'Mon compte : hq10001-ovh' }).waitFor();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.waitForURL('**/console/signed-out');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Vous êtes déconnecté');
  await page.goto(url);
  await page.waitForURL('**/oidc/sign-in/**');
});
