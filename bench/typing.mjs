/* How long a key takes to show while a long answer is typed in a conversation of very many messages.
 *
 *   node bench/typing.mjs [messages] [letters]
 *
 * Each key is one task of the page: from the event to the end of the frame that paints it (Event Timing, and long
 * tasks beside). The limit is that of a page that feels immediate: no task over 50 ms. */
import { openDesk } from '../test/web/lib/browser.mjs';
import { letter } from '../test/lib/mail-link.mjs';
import { until } from '../test/lib/scratch.mjs';

const messages = Number(process.argv[2] ?? 500);
const letters = Number(process.argv[3] ?? 1500);
const desk = await openDesk({ staff: { bea: 'adviser' } });
const bea = desk.server.client('bea');
await desk.server.deliver(letter({ from: 'Camille <camille@example.org>', to: 'contact@desk.example', subject: 'Un long fil' }));
const id = (await until('the conversation', async () => (await bea.get('/api/conversations')).body.items?.[0])).id;
for (let i = 1; i < messages; i++) await bea.post(`/api/conversations/${id}/messages`, { kind: 'note', html: `<p>Point <b>${i}</b> : ${'un mot de plus '.repeat(20)}</p>` });

const page = await desk.signedIn('bea', { at: `/conversations/${id}` });
const box = page.getByRole('textbox', { name: /^Votre réponse/ });
await box.click();
for (let shown = 0; shown < messages && (await page.getByRole('button', { name: 'Messages précédents' }).count()); shown += 50) {
    await page.getByRole('button', { name: 'Messages précédents' }).click();
    await page.waitForTimeout(400);
}
const loaded = await page.getByRole('region', { name: 'Messages' }).getByRole('article').count();
await box.click();
await page.evaluate(() => {
    window.took = [];
    window.long = [];
    new PerformanceObserver((list) => { for (const one of list.getEntries()) if (/^(keydown|keypress|beforeinput|input)$/.test(one.name)) window.took.push(one.duration); }).observe({ type: 'event', durationThreshold: 16, buffered: false });
    new PerformanceObserver((list) => { for (const one of list.getEntries()) window.long.push(one.duration); }).observe({ type: 'longtask', buffered: false });
});
const began = Date.now();
await page.keyboard.type('Bonjour, voici la suite de notre échange. '.repeat(Math.ceil(letters / 42)).slice(0, letters), { delay: 25 });
await page.waitForTimeout(500);
const { took, long } = await page.evaluate(() => ({ took: window.took, long: window.long }));
took.sort((a, b) => a - b);
const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
console.log(`${loaded} messages on screen, ${letters} letters in ${Date.now() - began} ms; keys over 16 ms: ${took.length}, their median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms; tasks over 50 ms: ${long.length}, worst ${Math.max(0, ...long)} ms`);
await desk.close();
