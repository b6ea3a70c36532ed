/* What the desk does when things are not as usual: words without end, a server that goes away, paper. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { openDesk } from './lib/browser.mjs';

const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

let desk;
let page;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator' } });
    const to = 'contact@desk.example';
    await desk.server.deliver(
        letter({ from: `${WORD} <p1@${'long-'.repeat(9)}nom.example>`, to, subject: WORD.repeat(3), id: 't1@example.org', text: `${WORD.repeat(4)}\r\nhttps://example.org/${'a'.repeat(300)}\r\n` }),
        letter({ from: 'p2@example.org', to, subject: '', id: 't2@example.org', text: '\r\n' }),
    );
    page = await desk.signedIn('ada');
    await page.locator('[data-conversation]').nth(1).waitFor();
});
after(() => desk.close());

const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const row = (index) => page.locator('[data-conversation]').nth(index);

test('a word without end widens nothing, on a screen, on a phone and at 200 %', async () => {
    const person = await desk.server.client('ada').get('/api/conversations').then(({ body }) => body.items.at(-1));
    for (const [width, height] of [[1440, 900], [640, 400], [390, 844]]) {
        await page.setViewportSize({ width, height });
        for (const address of ['/conversations', `/conversations/${person.id}`, `/persons/${person.person.id}`, '/persons', '/staff']) {
            await page.goto(address);
            await page.getByRole('heading', { level: 1 }).first().waitFor();
            await page.waitForFunction(() => !document.querySelector('[role=status][aria-label]'));
            assert.equal(await wider(), 0, `${address} at ${width}`);
        }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
});

test('a message without a word says so', async () => {
    await page.goto('/conversations');
    await row(0).click();
    await page.getByRole('article').getByText('(sans texte)').waitFor();
});

test('on paper there is the conversation alone', async () => {
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.getByRole('article').isVisible());
    for (const gone of [row(0), page.getByRole('textbox', { name: /^Votre réponse/ }), page.getByRole('navigation')]) assert.ok(!(await gone.first().isVisible()));
    await page.emulateMedia({ media: null });
});

test('a server that goes away is told, and all mends itself when it is back', async () => {
    await desk.server.kill();
    await page.getByText('La liaison avec le serveur est coupée', { exact: false }).waitFor();
    await row(1).click();
    await page.getByRole('alert').getByText('Le serveur ne répond pas', { exact: false }).waitFor();
    await desk.server.begin();
    await page.getByRole('article').getByText(WORD, { exact: false }).first().waitFor({ timeout: 40_000 });
    await page.getByText('La liaison avec le serveur est coupée', { exact: false }).waitFor({ state: 'detached' });
    desk.complaints = desk.complaints.filter((one) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY|ERR_CONNECTION_RESET|ERR_SOCKET/.test(one));
});
