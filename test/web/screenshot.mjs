/* Takes the picture of the README: the desk on the demo organisation.
 *
 *   node test/web/screenshot.mjs docs/screenshot.png
 */
import { demoAccounts, openDesk } from './lib/browser.mjs';

const target = process.argv[2] ?? 'docs/screenshot.png';
const desk = await openDesk({ demo: true });
const page = await desk.signedIn(demoAccounts(desk.server.accounts).adviser);
await page.setViewportSize({ width: 1440, height: 1020 });
const id = await page.evaluate(richest);
await page.goto(`/conversations/${id}`);
await page.getByRole('article').nth(2).waitFor();
await page.waitForFunction(() => !document.querySelector('[role=status][aria-label]'));
await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
await page.screenshot({ path: target });
await desk.close();
console.log(target);

/** Where one sees what a thread is made of: a word of the person, our answer, a note between colleagues; as many
 * messages as fit. Names decide between equals, so that the demo gives the same picture each time. */
async function richest() {
    const list = async (address) => (await (await fetch(address)).json()).items;
    const found = [];
    for (const one of await list('/api/conversations?status=active&limit=100')) {
        const messages = await list(`/api/conversations/${one.id}/messages?limit=20`);
        const kinds = new Set(messages.map((message) => (message.kind === 'automatic' ? 'automatic' : message.direction)));
        found.push({ id: one.id, name: `${one.subject} ${one.person?.name}`, rank: ['in', 'out', 'note'].filter((kind) => kinds.has(kind)).length * 10 + Math.min(messages.length, 5) });
    }
    return found.sort((a, b) => b.rank - a.rank || a.name.localeCompare(b.name))[0].id;
}
