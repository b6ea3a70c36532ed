/* What one is told of without looking for it: in the page, on the desktop, and when one is left alone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
let bea;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser' } });
    bea = (await desk.server.client('ada').get('/api/staff')).body.items.find((one) => one.name.startsWith('bea') || one.email?.startsWith('bea')).id;
});
after(() => desk.close());

/** A mail comes, and ada gives it to bea. */
async function given(subject) {
    await desk.server.deliver(letter({ from: 'Zoé <zoe@example.org>', to: 'contact@desk.example', subject, id: `${subject.replace(/\W/g, '')}@example.org` }));
    const ada = desk.server.client('ada');
    const { items } = (await ada.get('/api/conversations?status=all')).body;
    const { id } = items.find((one) => one.subject === subject);
    assert.equal((await ada.patch(`/api/conversations/${id}`, { assignee: bea })).status, 200);
    return id;
}

const bell = (page, name) => page.getByRole('button', { name });

test('a notice comes by itself, is counted in the title, and is seen once its conversation is open', async () => {
    const page = await desk.signedIn('bea', { at: '/persons' });
    await bell(page, 'Notifications').waitFor();
    await given('Piano un');
    await bell(page, 'Notifications : 1 nouvelle').waitFor();
    await page.waitForFunction(() => document.title.startsWith('(1) '));
    await page.getByText('Nouvelle notification : Conversation attribuée').waitFor({ state: 'attached' });

    await bell(page, /^Notifications/).click();
    const row = page.getByRole('link', { name: /Conversation attribuée.*Piano un/ });
    await row.waitFor();
    await auditPage(page, 'the bell open');
    await row.click();
    await page.getByRole('heading', { level: 1, name: 'Piano un' }).waitFor();
    await bell(page, 'Notifications').and(page.getByLabel('Notifications', { exact: true })).waitFor();
    await page.waitForFunction(() => !document.title.startsWith('('));
    /* What comes for the conversation before one's eyes is seen. */
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
    await page.getByRole('link', { name: /Piano un/ }).waitFor();
    await page.context().close();
});

test('each kind and way is chosen, and kept', async () => {
    const page = await desk.signedIn('bea', { at: '/profile/notices', phone: true });
    const choice = page.getByRole('checkbox', { name: 'Message pour votre équipe : Par e-mail' });
    await choice.check();
    await page.getByText('Chaque jour', { exact: true }).click();
    await page.getByLabel('À quelle heure').selectOption('8');
    await page.getByRole('button', { name: 'Pendant une heure' }).click();
    await page.getByText(/^Silence jusqu’au/).waitFor();
    await auditPage(page, 'preferences, narrow');
    await page.waitForFunction(async () => (await (await fetch('/api/notices/preferences')).json()).quiet_until !== null);
    await page.reload();
    await page.getByText(/^Silence jusqu’au/).waitFor();
    assert.ok(await choice.isChecked());
    assert.equal(await page.getByLabel('À quelle heure').inputValue(), '8');
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await page.getByRole('button', { name: 'Pendant une heure' }).waitFor();
    await page.context().close();
});

test('the desktop is asked for only on request, and says no name unless wanted', async () => {
    /* Whatever the hour of the test. */
    const browser = desk.server.client('bea');
    assert.equal((await browser.put('/api/notices/preferences', { outside_hours: true, quiet_until: null })).status, 200);
    const page = await desk.visitor();
    await page.addInitScript(() => {
        window.shown = [];
        window.asked = 0;
        class Fake {
            static permission = 'default';
            static async requestPermission() {
                window.asked += 1;
                Fake.permission = 'granted';
                return 'granted';
            }
            constructor(title, options) {
                window.shown.push({ title, ...options });
            }
            close() {}
        }
        window.Notification = Fake;
        document.hasFocus = () => false;
    });
    const { signIn } = await import('./lib/browser.mjs');
    const { emailOf, password } = await import('../lib/server.mjs');
    await page.goto('/profile/notices');
    await signIn(page, { email: emailOf('bea'), password });
    const allow = page.getByRole('button', { name: 'Autoriser dans ce navigateur' });
    await allow.waitFor();
    assert.equal(await page.evaluate(() => window.asked), 0);
    await allow.click();
    await page.getByText(/^Autorisées dans ce navigateur/).waitFor();

    await given('Secret deux');
    await page.waitForFunction(() => window.shown.length === 1);
    assert.equal(await page.evaluate(() => window.shown[0].title), 'Conversation attribuée');
    assert.equal(await page.evaluate(() => window.shown[0].body ?? null), null);

    await page.getByRole('switch', { name: 'Montrer les noms et les objets' }).click({ force: true });
    await page.waitForFunction(async () => (await (await fetch('/api/notices/preferences')).json()).content);
    await given('Sujet trois');
    await page.waitForFunction(() => window.shown.length === 2);
    assert.equal(await page.evaluate(() => window.shown[1].body), 'Zoé — Sujet trois');
    await page.context().close();
});

test('the mail that gathers them is read in the outbox as it looks, with the logo, text and HTML', async () => {
    const png = await brandLogo();
    assert.equal((await desk.server.client('ada').request('PUT', '/api/brand/logo', png, { 'content-type': 'application/octet-stream' })).status, 200);
    await given('Courriel quatre');
    const bea = await desk.signedIn('bea', { at: '/profile/notices' });
    await bell(bea, /^Notifications : \d+ nouvelle/).waitFor();
    const sendNow = async () => {
        const answered = bea.waitForResponse((response) => response.url().endsWith('/api/notices/digest'));
        await bea.getByRole('button', { name: 'M’envoyer maintenant ce qui attend' }).click();
        return (await (await answered).json()).told;
    };
    assert.ok(await sendNow() > 0);
    assert.equal(await sendNow(), 0);
    await bea.getByText('Rien n’attend : aucun e-mail n’est parti.').waitFor();
    /* The outbox of who manages it; not hers. */
    await bea.goto('/outbox');
    await bea.getByText('Tout est parti').waitFor();
    await bea.context().close();

    const ada = await desk.signedIn('ada', { at: '/outbox' });
    const mail = ada.getByRole('listitem').filter({ hasText: /^Lien : .*À bea/ });
    await mail.getByText('Gardé dans « À envoyer »').waitFor();
    await mail.getByRole('button', { expanded: false }).click();
    const html = mail.frameLocator('iframe');
    await html.getByText('Une conversation vous a été attribuée').first().waitFor();
    const shown = await html.locator('img').evaluate(async (img) => { await img.decode(); return [img.naturalWidth, img.width, img.height]; });
    assert.deepEqual(shown, [96, 96, 48]);
    await auditPage(ada, 'the outbox with a mail of the program open');
    await ada.context().close();
});

/** A picture of 96 by 48, drawn by the browser. */
async function brandLogo() {
    const page = await desk.visitor();
    const drawn = await page.evaluate(() => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 96, height: 48 });
        const ink = canvas.getContext('2d');
        ink.fillStyle = '#1d4ed8';
        ink.fillRect(4, 4, 88, 40);
        return canvas.toDataURL('image/png').split(',')[1];
    });
    await page.context().close();
    return Buffer.from(drawn, 'base64');
}
