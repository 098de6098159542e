import type { Page } from 'playwright-core';

/**
 * Signs in as a nic on the page of the laptop's issuer, where the console sends whoever is not signed in.
 * @param address the page of the console to open; after the sign-in one is there
 */
export async function signIn(page: Page, nic: string, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForURL('**/oidc/sign-in/**');
  const listed = page.locator(`button[name="nic"][value="${nic}"]`);
  if ((await listed.count()) > 0) await listed.click();
  else {
    await page.locator('input[name="nic"]').fill(nic);
    await page.locator('input[name="nic"]').press('Enter');
  }
  const { pathname } = new URL(address);
  await page.waitForURL(
    (url) => url.pathname.startsWith('/console/') && !url.pathname.endsWith('/signed-in'),
  );
  if (pathname !== '/console/') await page.waitForURL((url) => url.pathname === pathname);
}
