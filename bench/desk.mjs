/* desk: what an adviser feels, measured in a real Chromium on a large organisation.
 *
 *   node bench/desk.mjs open   [DATA]              a click on a conversation until it is painted, 200 times
 *   node bench/desk.mjs type   [DATA]              keys pressed in the answer of a thread of 500 messages
 *   node bench/desk.mjs scroll [DATA]              the list of all, from its first row to its last
 *   node bench/desk.mjs memory [DATA] [MINUTES] [EVENTS A SECOND]
 *                                                  a tab that stays open under traffic: what it holds, once a minute
 *
 * DATA is a folder that `lien seed` made; without it that of base.mjs, with more than 100,000 conversations. It is copied
 * before each run.
 */
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MailLink, letter } from '../test/lib/mail-link.mjs';
import { newFolder, sleep } from '../test/lib/scratch.mjs';
import { openDesk } from '../test/web/lib/browser.mjs';
import { makeBase } from './base.mjs';

const OPENINGS = 200;
const KEYS = 300;
const HAND_MS = 120; /* a hand that has come to a row presses no sooner */
const READING_MS = 20_000; /* what one conversation takes an adviser */

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
const spread = (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    return { n: sorted.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99), max: sorted.at(-1) };
};
const told = ({ n, p50, p95, p99, max }) => `${n} times: p50 ${p50.toFixed(0)} · p95 ${p95.toFixed(0)} · p99 ${p99.toFixed(0)} · longest ${max.toFixed(0)} ms`;

// ---- The organisation ----

async function open(given) {
    const data = path.join(newFolder('desk'), 'data');
    cpSync(given ?? await makeBase(), data, { recursive: true });
    /* The folder was there before: it is dropped here, not by the server. */
    const desk = await openDesk({ data, staff: { reader: 'administrator' }, options: ['--log', 'error'] });
    const end = desk.close.bind(desk);
    desk.close = async () => {
        await end();
        rmSync(path.dirname(data), { recursive: true, force: true });
    };
    return desk;
}

// ---- Opening ----

/** In the page: from the event of a click on the row to the frame that shows its subject and a message of it. */
function watchOpening(id) {
    window.opening = new Promise((resolve, reject) => {
        const row = document.querySelector(`[data-conversation="${id}"]`);
        let begun = 0;
        row.addEventListener('click', (event) => (begun = event.timeStamp), { once: true, capture: true });
        const shown = () => location.pathname.endsWith(id) && document.querySelector('h1') && document.querySelector(`[data-messages-of="${id}"] article`);
        const watch = new MutationObserver(() => {
            if (!shown()) return;
            watch.disconnect();
            /* The frame that paints it has begun once the next one asks for a callback. */
            requestAnimationFrame(() => requestAnimationFrame((at) => resolve(at - begun)));
        });
        watch.observe(document.documentElement, { childList: true, subtree: true, attributes: true });
        setTimeout(() => reject(new Error('never painted')), 10_000);
    });
}

/* How a row is clicked: as a hand does, which comes to rest before it presses; or out of the blue, when nothing
 * could be asked ahead. */
const ways = {
    async hand(page, id) {
        const box = await page.locator(`[data-conversation="${id}"]`).boundingBox();
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
        await sleep(HAND_MS);
        await page.mouse.down();
        await page.mouse.up();
    },
    async blue(page, id) {
        await page.evaluate((one) => document.querySelector(`[data-conversation="${one}"]`).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, button: 0 })), id);
    },
};

/** → milliseconds of each opening, each of another conversation that was not seen before. */
export async function openings(desk, way, count = OPENINGS) {
    const page = await desk.signedIn('reader', { at: '/conversations?status=all' });
    await page.locator('[data-conversation]').first().waitFor();
    const times = [];
    const seen = new Set();
    while (times.length < count) {
        /* Rows that are on screen: a hand does not reach the others. */
        const ids = await page.locator('[data-conversation]').evaluateAll((rows) => rows.filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return document.elementFromPoint(row.getBoundingClientRect().left + 40, (top + bottom) / 2)?.closest('[data-conversation]') === row;
        }).map((row) => row.dataset.conversation));
        const id = ids.find((one) => !seen.has(one));
        if (!id) {
            /* A page further down the list. */
            await page.locator('[data-conversation]').last().scrollIntoViewIfNeeded();
            await page.mouse.move(400, 500);
            await page.mouse.wheel(0, 600);
            await sleep(50);
            continue;
        }
        seen.add(id);
        await page.evaluate(watchOpening, id);
        await ways[way](page, id);
        times.push(await page.evaluate(() => window.opening));
        /* An adviser reads: what loads behind is done before the next. */
        await sleep(150);
    }
    await page.context().close();
    return spread(times);
}

// ---- Typing ----

/** A conversation of so many messages, by mail. */
async function longThread(desk, messages) {
    const link = await MailLink.open(desk.server.lmtp);
    for (let i = 0; i < messages; i++) {
        await link.send('long@example.org', ['contact@desk.example'], letter({
            from: 'Longue Histoire <long@example.org>', to: 'contact@desk.example', subject: 'Un fil de cinq cents messages',
            id: `long-${i}@example.org`, ...(i ? { headers: [`In-Reply-To: <long-${i - 1}@example.org>`] } : {}),
            text: `Message ${i}. ${'Il y a eu depuis bien des choses à dire sur ce dossier. '.repeat(8)}`,
        }));
    }
    await link.quit();
}

/** → from a key pressed to its letter painted (Event Timing: steps of 8 ms), and how often the page was busy over 50 ms. */
export async function typing(desk, messages = 500) {
    await longThread(desk, messages);
    const ada = desk.server.client('reader');
    const { items } = (await ada.get('/api/conversations?status=all&limit=1')).body;
    const page = await desk.signedIn('reader', { at: `/conversations/${items[0].id}` });
    const box = page.getByRole('textbox', { name: /^Votre réponse/ });
    await box.click();
    await sleep(1000);
    await page.evaluate(() => {
        window.keys = [];
        window.busy = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => one.name === 'keydown' && window.keys.push(one.duration))).observe({ type: 'event', durationThreshold: 16 });
        new PerformanceObserver((list) => (window.busy += list.getEntries().length)).observe({ type: 'longtask' });
    });
    for (let i = 0; i < KEYS; i++) await page.keyboard.type('bonjour à vous '[i % 15], { delay: 30 });
    await sleep(500);
    const { keys, busy } = await page.evaluate(() => ({ keys: window.keys, busy: window.busy }));
    await page.context().close();
    /* Keys under the threshold are not told: they took at most 16 ms. */
    return { ...spread([...keys, ...Array(Math.max(0, KEYS - keys.length)).fill(16)]), busy };
}

// ---- A tab that stays open ----

async function weigh(page, devtools) {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
    return { heap: usedSize / 1024 / 1024, nodes, listeners: jsEventListeners };
}

/** Mails come in, are noted, closed, while a tab looks at the list and opens one conversation after the other. */
export async function stayOpen(desk, minutes, eventsPerSecond) {
    const page = await desk.signedIn('reader', { at: '/conversations' });
    const devtools = await page.context().newCDPSession(page);
    const ada = desk.server.client('reader');
    const link = await MailLink.open(desk.server.lmtp);
    const begun = performance.now();
    const weights = [];
    let read = 0;
    for (let i = 0; performance.now() - begun < minutes * 60_000; i++) {
        const due = begun + (i * 1000) / eventsPerSecond;
        await sleep(Math.max(0, due - performance.now()));
        await traffic(i, link, ada);
        if (performance.now() - begun >= read * READING_MS) {
            await page.locator('[data-conversation]').nth(read % 8).click();
            read += 1;
        }
        if (performance.now() - begun >= (weights.length) * 60_000) {
            weights.push(await weigh(page, devtools));
            const { heap, nodes, listeners } = weights.at(-1);
            console.log(`minute ${weights.length - 1}: ${heap.toFixed(1)} MiB of heap, ${nodes} nodes, ${listeners} listeners, ${i} events`);
        }
    }
    await link.quit();
    await page.context().close();
    return weights;
}

async function traffic(i, link, ada) {
    if (i % 4 < 2) {
        await link.send('x@example.org', ['contact@desk.example'], letter({ from: `Passante ${i} <t${i % 997}@example.org>`, to: 'contact@desk.example', subject: `Trafic ${i}`, id: `traffic-${i}@example.org` }));
        return;
    }
    const { items } = (await ada.get('/api/conversations?status=open&limit=20')).body;
    const one = items[i % items.length];
    if (!one) return;
    if (i % 4 === 2) await ada.post(`/api/conversations/${one.id}/messages`, { kind: 'note', text: `Une note ${i}.` });
    else await ada.patch(`/api/conversations/${one.id}`, { status: 'closed' });
}

// ---- The list to its end ----

/** Scrolls as fast as rows come, and tells what the tab holds on the way. */
async function scrollToEnd(desk) {
    const page = await desk.signedIn('reader', { at: '/conversations?status=all' });
    const devtools = await page.context().newCDPSession(page);
    await page.locator('[data-conversation]').first().waitFor();
    const begun = performance.now();
    let told = 0;
    for (;;) {
        /* → the last row's place, and whether it is the last of all. */
        const { row, end } = await page.evaluate(async () => {
            const box = document.querySelector('[data-conversation]').closest('ul').parentElement;
            const until = performance.now() + 1000;
            for (let still = 0; performance.now() < until && still < 60;) {
                const before = box.scrollHeight;
                box.scrollTop = before;
                await new Promise(requestAnimationFrame);
                still = box.scrollHeight === before ? still + 1 : 0;
            }
            const last = [...box.querySelectorAll('li')].at(-1);
            return { row: Number(last.getAttribute('aria-posinset')), end: last.getAttribute('aria-setsize') !== '-1' };
        });
        if (row - told >= 10_000 || end) {
            told = row;
            const { heap, nodes } = await weigh(page, devtools);
            console.log(`row ${row.toLocaleString('en')}: ${((performance.now() - begun) / 1000).toFixed(0)} s, ${heap.toFixed(1)} MiB of heap, ${nodes} nodes`);
        }
        if (end) break;
    }
    await page.context().close();
}

// ---- Alone ----

async function main([what, data, minutes = '10', events = '5']) {
    const desk = await open(data);
    try {
        if (what === 'open') {
            console.log(`open a conversation, by hand, ${told(await openings(desk, 'hand'))}`);
            console.log(`…and out of the blue, ${told(await openings(desk, 'blue'))}`);
        } else if (what === 'scroll') await scrollToEnd(desk);
        else if (what === 'type') {
            const typed = await typing(desk);
            console.log(`a key in a thread of 500 messages, ${told(typed)}; busy over 50 ms: ${typed.busy} times`);
        } else if (what === 'memory') await stayOpen(desk, Number(minutes), Number(events));
        else throw new Error('open, type, scroll or memory?');
    } finally {
        await desk.close();
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
