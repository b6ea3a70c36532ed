/* How long a key takes to show while an answer is typed in a conversation of very many messages, beside the same in
 * a conversation of one, measured in the same run.
 *
 *   node bench/typing.mjs [messages] [letters]
 *
 * Of each key: from the press to the frame that paints it (Event Timing); and the tasks of over 50 ms, which are those
 * that one feels. */
import { letter } from '../test/lib/mail-link.mjs';
import { until } from '../test/lib/scratch.mjs';
import { openDesk } from '../test/web/lib/browser.mjs';

const messages = Number(process.argv[2] ?? 500);
const letters = Number(process.argv[3] ?? 400);
const desk = await openDesk({ staff: { bea: 'adviser' } });
const bea = desk.server.client('bea');

async function conversation(subject, notes) {
    await desk.server.deliver(letter({ from: 'Camille <camille@example.org>', to: 'contact@desk.example', subject }));
    const { id } = await until('the conversation', async () => (await bea.get('/api/conversations')).body.items.find((one) => one.subject === subject));
    for (let i = 0; i < notes; i++) await bea.post(`/api/conversations/${id}/messages`, { kind: 'note', html: `<p>Point <b>${i}</b> : ${'un mot de plus '.repeat(20)}</p>` });
    return id;
}

async function measure(id) {
    const page = await desk.signedIn('bea', { at: `/conversations/${id}` });
    const box = page.getByRole('textbox', { name: /^Votre réponse/ });
    const earlier = page.getByRole('button', { name: 'Messages précédents' });
    await box.waitFor();
    await page.getByRole('article').first().waitFor();
    while (await earlier.count()) {
        await earlier.click({ timeout: 3000 }).catch(() => {}); /* it goes with the last page */
        await page.waitForTimeout(300);
    }
    await box.click();
    await page.evaluate(() => {
        window.keys = [];
        window.tasks = [];
        new PerformanceObserver((list) => window.keys.push(...list.getEntries().filter((one) => one.name === 'keydown').map((one) => one.duration))).observe({ type: 'event', durationThreshold: 16 });
        new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((one) => one.duration))).observe({ type: 'longtask' });
    });
    await page.keyboard.type('Bonjour, voici la suite de notre échange. '.repeat(Math.ceil(letters / 42)).slice(0, letters), { delay: 30 });
    await page.waitForTimeout(500);
    const { keys, tasks } = await page.evaluate(() => ({ keys: window.keys, tasks: window.tasks }));
    const shown = await page.getByRole('region', { name: 'Messages' }).getByRole('article').count();
    await page.context().close();
    /* Those that took less than a frame are not reported: they count as one. */
    const all = [...keys, ...Array(Math.max(0, letters - keys.length)).fill(16)].sort((a, b) => a - b);
    return `${shown} messages: median ${all[all.length >> 1]} ms, p95 ${all[Math.floor(all.length * 0.95)]} ms; tasks over 50 ms: ${tasks.length}, worst ${Math.max(0, ...tasks)} ms`;
}

const few = await conversation('Un fil court', 0);
const many = await conversation('Un long fil', messages - 1);
console.log(`${letters} letters, ${await measure(few)}`);
console.log(`${letters} letters, ${await measure(many)}`);
await desk.close();
