/* What can be done is found by its words, and every key there is stands in the help sheet. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { bea: 'adviser', rene: 'reader' } });
    await desk.server.deliver(letter({ from: 'Zoé Élan <zoe@example.org>', to: 'contact@desk.example', subject: 'Livraison du piano' }));
});
after(() => desk.close());

const field = (page) => page.getByRole('combobox', { name: /^Chercher une action/ });
const option = (page, name) => page.getByRole('option', { name });

test('Ctrl+K, a few letters and Enter do what the present screen can do', async () => {
    const page = await desk.signedIn('bea');
    await page.getByRole('link', { name: /Livraison du piano/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Livraison du piano' }).waitFor();
    /* Also while one writes: it is a key that writes nothing. */
    await page.getByRole('textbox', { name: /^Votre réponse/ }).focus();
    await page.keyboard.press('Control+k');
    await field(page).waitFor();
    await auditPage(page, 'the palette');
    await page.keyboard.type('ecrire note');
    await page.waitForFunction(() => document.querySelectorAll('[role=dialog] [role=option]').length === 1);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.startsWith('Note interne'));

    await page.keyboard.press('Control+k');
    await page.keyboard.type('clore ou');
    await option(page, /Clore ou rouvrir/).click();
    await page.getByRole('button', { name: 'Statut : Close' }).waitFor();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('tableau');
    await option(page, /Aller à.*Tableau de bord/).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Tableau de bord' }).waitFor();
    await page.keyboard.press('Control+k');
    assert.equal(await option(page, /Clore ou rouvrir/).count(), 0, 'what only a thread can do is not offered elsewhere');
    await page.keyboard.press('Escape');
    await field(page).waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { level: 1, name: 'Personnes' }).waitFor();
    await page.context().close();
});

test('a person and a conversation are reached by a word, whatever its accents', async () => {
    const page = await desk.signedIn('bea');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('elan');
    await option(page, /Zoé Élan/).first().waitFor();
    await page.keyboard.press('Control+a');
    /* Enter at once: what was found for the words before is not what is meant. */
    await page.keyboard.type('livraisons');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Livraison du piano' }).waitFor();
    await page.context().close();
});

test('who may not write is not offered to, on a narrow dark screen either', async () => {
    const page = await desk.signedIn('rene', { phone: true, dark: true });
    await page.locator('#main h1').waitFor();
    await page.keyboard.press('Control+k');
    await option(page, /Raccourcis clavier/).waitFor();
    assert.equal(await option(page, /Nouvelle conversation/).count(), 0);
    await auditPage(page, 'the palette, narrow and dark');
    await page.context().close();
});

test('the sheet shows the keys of every screen, those one may use', async () => {
    const page = await desk.signedIn('bea');
    await page.locator('#main h1').waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Raccourcis clavier' });
    for (const title of ['Partout', 'Dans la liste', 'Dans une conversation', 'En écrivant']) {
        await sheet.getByRole('heading', { name: title }).waitFor();
    }
    const keys = await sheet.locator('dd').allInnerTexts();
    for (const key of ['Ctrl K', 'g puis c', 'j', 'r', 'Ctrl ⇧ ↵']) assert.ok(keys.includes(key), `${key} in ${keys}`);
    assert.equal(new Set(keys).size, keys.length, `twice the same: ${keys}`);
    await auditPage(page, 'the sheet of keys');
    await page.context().close();
});

test('a canned reply is found in the palette and put where one writes, and only there', async () => {
    const bea = desk.server.client('bea');
    assert.equal((await bea.post('/api/canned', { name: 'Délais de livraison', text: 'Bonjour, comptez trois jours.', shortcut: 'delais', personal: true })).status, 201);
    const page = await desk.signedIn('bea', { at: '/persons' });
    await page.keyboard.press('Control+k');
    await field(page).fill('delais');
    await page.getByText('Rien ne correspond.').waitFor();
    await page.keyboard.press('Escape');

    await page.goto('/conversations?status=all');
    await page.getByRole('link', { name: /Livraison du piano/ }).click();
    await page.getByRole('textbox', { name: /^Votre réponse/ }).click();
    await page.keyboard.press('Control+k');
    await field(page).fill('delais');
    await option(page, /Délais de livraison/).waitFor();
    await auditPage(page, 'the palette with a canned reply');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /^Votre réponse/ }).filter({ hasText: 'Bonjour, comptez trois jours.' }).waitFor();
    await page.context().close();
});

test('who may only read takes a conversation out, and is offered nothing they may not do', async () => {
    const page = await desk.signedIn('rene', { at: '/conversations?status=all' });
    await page.getByRole('link', { name: /Livraison du piano/ }).click();
    await page.getByRole('button', { name: 'Imprimer, exporter' }).click();
    await page.getByRole('menuitem', { name: 'Imprimer ou exporter…' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: /Fusionner|Lier|Séparer/ }).count(), 0);
    await page.getByRole('menuitem', { name: 'Imprimer ou exporter…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Imprimer ou exporter la conversation' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await field(page).fill('exporter');
    await option(page, /Imprimer ou exporter/).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Télécharger' }).click()]);
    assert.match(download.suggestedFilename(), /^conversation-\d+\.pdf$/);
    await page.context().close();
});
