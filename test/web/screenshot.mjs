/* Takes the picture of the README: the desk on the demo organisation.
 *
 *   node test/web/screenshot.mjs docs/screenshot.png
 */
import { demoAccounts, openDesk } from './lib/browser.mjs';

const target = process.argv[2] ?? 'docs/screenshot.png';
const desk = await openDesk({ demo: true });
const page = await desk.signedIn(demoAccounts(desk.server.accounts).adviser);
/* A conversation in which something happened. */
const id = await page.evaluate(async () => {
    const { items } = await (await fetch('/api/conversations?status=active&limit=50')).json();
    return items.sort((a, b) => b.message_count - a.message_count)[0].id;
});
await page.locator(`[data-conversation="${id}"]`).click();
await page.getByRole('article').first().waitFor();
await page.waitForFunction(() => !document.querySelector('[role=status][aria-label]'));
await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
await page.screenshot({ path: target });
await desk.close();
console.log(target);
