/* Writing: what leaves can be taken back, drafts follow their author, canned replies and moments are found by
 * their words. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { until } from '../lib/scratch.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
let count = 0;
before(async () => {
    desk = await openDesk({ staff: { ada: 'supervisor', bea: 'adviser' } });
});
after(() => desk.close());

/** A mail arrives; its conversation's address. */
async function arrives() {
    const subject = `Écrit ${++count}`;
    await desk.server.deliver(letter({ from: `Camille ${count} <camille${count}@example.org>`, to: 'contact@desk.example', subject }));
    const found = await until('its conversation', async () => {
        const { body } = await desk.server.client('bea').get('/api/conversations');
        return body.items.find((one) => one.subject === subject);
    });
    return { subject, path: `/conversations/${found.id}`, id: found.id };
}

const reply = (page) => page.getByRole('textbox', { name: /^Votre réponse/ });
const messages = (page) => page.getByRole('region', { name: 'Messages' }).getByRole('article');

test('what was sent is taken back with z, as it was written, and never leaves', async () => {
    const { path, id } = await arrives();
    const page = await desk.signedIn('bea', { at: path });
    await reply(page).click();
    await page.keyboard.type('Bonjour ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('Camille');
    await page.keyboard.press('Control+Enter');
    await messages(page).getByText(/^Envoi dans/).waitFor();
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('z');
    await reply(page).locator('strong', { hasText: 'Camille' }).waitFor();
    await messages(page).nth(1).waitFor({ state: 'detached' });
    assert.equal(await messages(page).count(), 1);
    const { body } = await desk.server.client('bea').get(`/api/conversations/${id}/messages`);
    assert.equal(body.items.length, 1);
    await page.context().close();
});

test('a first message that is taken back is a draft again, and its conversation was never there', async () => {
    const page = await desk.signedIn('bea', { at: '/conversations' });
    await page.getByRole('button', { name: 'Nouvelle conversation' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Adresse e-mail de la personne').fill('repentir@example.org');
    await form.getByLabel('Objet').fill('Trop vite');
    await form.getByLabel('Message').click();
    await page.keyboard.type('Bonjour, trop vite.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: 'Trop vite' }).focus();
    await messages(page).getByText(/^Envoi dans/).waitFor();
    await page.keyboard.press('z');
    await form.getByLabel('Message').getByText('Bonjour, trop vite.').waitFor();
    assert.equal(await form.getByLabel('Objet').inputValue(), 'Trop vite');
    assert.equal(await form.getByLabel('Adresse e-mail de la personne').inputValue(), 'repentir@example.org');
    await until('the conversation to be in no list', async () => (await page.locator('[data-conversation]').filter({ hasText: 'Trop vite' }).count()) === 0);
    const bea = desk.server.client('bea');
    assert.ok(!(await bea.all('/api/conversations')).some((one) => one.subject === 'Trop vite'));
    const [draft] = (await bea.get('/api/drafts')).body.items.filter((one) => one.letter.subject === 'Trop vite');
    assert.deepEqual([draft.kind, draft.letter.email, draft.text.trim()], ['new', 'repentir@example.org', 'Bonjour, trop vite.']);
    await page.context().close();
});

test('what leaves later is said in words, shown in its thread and in a list, and sent at once when asked', async () => {
    const { path, subject } = await arrives();
    const page = await desk.signedIn('bea', { at: path });
    await reply(page).fill('À lundi.');
    await page.getByRole('button', { name: 'Envoyer plus tard' }).click();
    await page.getByLabel('Quand ?').fill('un de ces jours');
    await page.getByText('Ce moment n’est pas compris.', { exact: false }).waitFor();
    await page.getByLabel('Quand ?').fill('lundi 9 h');
    await page.getByText(/^Partira /).waitFor();
    await auditPage(page, 'choosing a moment');
    await page.keyboard.press('Enter');
    await messages(page).getByText(/^Partira /).waitFor();
    await page.goto('/scheduled');
    const row = page.getByRole('listitem').filter({ hasText: subject });
    await row.getByText(/^Partira /).waitFor();
    await auditPage(page, 'what is scheduled');
    await row.getByRole('button', { name: 'Envoyer maintenant' }).click();
    await row.waitFor({ state: 'detached' });
    await page.goto(path);
    await messages(page).filter({ hasText: 'À lundi.' }).getByText(/Gardé dans|Envoyé/).waitFor();
    await page.context().close();
});

test('a draft is found on another machine, marked in the list, and two do not overwrite each other', async () => {
    const { path, subject } = await arrives();
    const here = await desk.signedIn('bea', { at: path });
    await reply(here).fill('Ce que je commence');
    await here.getByText(/Enregistré/).waitFor();
    const there = await desk.signedIn('bea', { at: path });
    await reply(there).getByText('Ce que je commence').waitFor();
    await there.getByRole('link', { name: subject }).getByText('Brouillon').waitFor();
    await reply(there).fill('Ce que je finis');
    await there.getByText(/Enregistré/).waitFor();
    await reply(here).fill('Ce que je continue');
    await here.getByRole('alert').getByText(/a changé dans un autre onglet/).waitFor();
    await here.getByRole('button', { name: 'Prendre l’autre' }).click();
    await reply(here).getByText('Ce que je finis').waitFor();
    await here.goto('/drafts');
    await here.getByRole('listitem').filter({ hasText: 'Ce que je finis' }).waitFor();
    await auditPage(here, 'my drafts');
    await here.context().close();
    await there.context().close();
});

test('a canned reply is kept with its variables, found by its shortcut, filled', async () => {
    const { path } = await arrives();
    const page = await desk.signedIn('bea', { at: '/canned' });
    await page.getByRole('button', { name: 'Nouvelle réponse prête' }).click();
    await page.getByLabel('Nom', { exact: true }).fill('Accusé de réception');
    await page.getByLabel('Raccourci').fill('ar');
    await page.getByRole('textbox', { name: 'Texte' }).click();
    await page.keyboard.type('Bonjour ');
    await page.getByRole('button', { name: 'Prénom de la personne' }).click();
    await page.keyboard.type(', bien reçu.');
    await auditPage(page, 'a canned reply');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('listitem').filter({ hasText: '/ar' }).waitFor();
    await page.goto(path);
    await reply(page).click();
    await page.keyboard.type('/ar');
    await page.getByRole('listbox', { name: 'Réponses prêtes' }).getByRole('option').filter({ hasText: 'Accusé de réception' }).waitFor();
    await auditPage(page, 'choosing a canned reply');
    await page.keyboard.press('Enter');
    await reply(page).getByText('Bonjour Camille, bien reçu.').waitFor();
    await page.context().close();
});

test('a canned reply brings the picture of its text, which leaves as seen', async () => {
    const bea = desk.server.client('bea');
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const { id: picture } = (await bea.post('/api/attachments?name=plan.png', png, { 'content-type': 'application/octet-stream' })).body;
    const made = await bea.post('/api/canned', { name: 'Plan d’accès', shortcut: 'plan', personal: true, html: `<p>Voici le plan :</p><p><img src="/api/attachments/${picture}" alt="plan"></p>`, attachments: [picture] });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { path, id } = await arrives();
    const page = await desk.signedIn('bea', { at: path });
    await reply(page).click();
    await page.keyboard.type('/plan');
    await page.getByRole('listbox', { name: 'Réponses prêtes' }).getByRole('option').filter({ hasText: 'Plan d’accès' }).waitFor();
    await page.keyboard.press('Enter');
    const shown = reply(page).getByRole('img', { name: 'plan' });
    await shown.waitFor();
    await until('the picture to be painted', () => shown.evaluate((image) => image.naturalWidth > 0));
    await page.keyboard.press('Control+Enter');
    await messages(page).getByText(/^Envoi dans/).waitFor();
    const { items } = (await bea.get(`/api/conversations/${id}/messages`)).body;
    const written = items.find((one) => one.direction === 'out');
    assert.equal(written.attachments.length, 1);
    assert.notEqual(written.attachments[0].id, picture);
    await page.context().close();
});

test('a note calls a colleague by name', async () => {
    const { path, id } = await arrives();
    const page = await desk.signedIn('bea', { at: path });
    await reply(page).waitFor();
    await page.keyboard.press('n');
    const note = page.getByRole('textbox', { name: /^Note interne/ });
    await note.click();
    await page.keyboard.type('Qu’en dit @ad');
    await page.getByRole('listbox', { name: 'Mentionner' }).getByRole('option', { name: 'ada' }).waitFor();
    await page.keyboard.press('Enter');
    await note.getByText('@ada').waitFor();
    await page.keyboard.press('Control+Enter');
    await messages(page).getByText(/Qu’en dit @ada/).waitFor();
    const { body } = await desk.server.client('ada').get('/api/conversations?mentions=me');
    assert.ok(!body.items || body.items.some((one) => one.id === id));
    await page.context().close();
});
