/* Takes the picture of the README: the desk on the demo organisation.
 *
 *   node test/web/screenshot.mjs docs/screenshot.png
 */
import { demoAccounts, openDesk } from './lib/browser.mjs';

const target = process.argv[2] ?? 'docs/screenshot.png';
const desk = await openDesk({ demo: true });
const page = await desk.signedIn(demoAccounts(desk.server.accounts).adviser);
await page.locator('[data-conversation]').nth(1).click();
await page.getByRole('article').first().waitFor();
await page.waitForFunction(() => !document.querySelector('[role=status][aria-label]'));
await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
await page.screenshot({ path: target });
await desk.close();
console.log(target);
