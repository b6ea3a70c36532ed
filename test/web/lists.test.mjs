/* The list of the desk in a browser: filters, tags by the keyboard, many chosen at once, saved views. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser' } });
    for (let i = 1; i <= 6; i += 1) {
        await desk.server.deliver(letter({ from: `Personne ${i} <p${i}@example.org>`, to: 'contact@desk.example', subject: `Affaire ${i}`, id: `t${i}@example.org` }));
    }
});
after(() => desk.close());

const list = (page) => page.getByRole('region', { name: 'Liste des conversations' });
const row = (page, i) => list(page).getByRole('link', { name: `Affaire ${i}` });
const bar = (page) => page.getByRole('region', { name: 'Changer les conversations sélectionnées' });

test('a tag is made and put with the keyboard alone, then filters the list', async () => {
    const page = await desk.signedIn('ada', { at: '/conversations' });
    await row(page, 1).click();
    await page.getByRole('heading', { level: 1, name: 'Affaire 1' }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('textbox', { name: 'Chercher une étiquette' }).fill('Facturation');
    await page.getByRole('option', { name: 'Créer « Facturation »' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Retirer « Facturation »' }).waitFor();
    await page.keyboard.press('Escape');
    await row(page, 1).getByText('Facturation').waitFor();
    await auditPage(page, 'a conversation with a tag');

    await page.goto('/tags');
    await page.getByRole('row', { name: /Facturation/ }).getByRole('link', { name: '1' }).click();
    await row(page, 1).waitFor();
    assert.equal(await list(page).getByRole('link', { name: /Affaire/ }).count(), 1);
    await page.getByRole('button', { name: 'Ôter le filtre Facturation' }).click();
    await row(page, 2).waitFor();
    await page.context().close();
});

test('what is not read stands out until one opens it, and can be kept for later', async () => {
    const page = await desk.signedIn('bea', { at: '/conversations?view=unassigned' });
    const unread = (i) => list(page).getByRole('link', { name: new RegExp(`, non lue,.*Affaire ${i}\\b`) });
    const menu = page.getByRole('link', { name: /^Sans conseiller/ });
    await unread(5).waitFor();
    await auditPage(page, 'a list with unread conversations');
    const waiting = async () => Number(/(\d+) non lue/.exec(await menu.innerText().then(() => menu.getAttribute('title')))?.[1] ?? 0);
    const before = await waiting();
    assert.ok(before >= 2);
    await row(page, 5).click();
    await page.getByRole('heading', { level: 1, name: 'Affaire 5' }).waitFor();
    await unread(5).waitFor({ state: 'detached' });
    await page.waitForFunction((title) => document.querySelector('a[aria-current][title^="Sans conseiller"]')?.getAttribute('title')?.includes(title), `(${before - 1} non lue`);

    const other = await desk.signedIn('bea', { at: '/conversations?view=unassigned' });
    await row(other, 5).waitFor();
    await page.keyboard.press('U');
    await page.getByText('Marquée non lue : elle vous attend dans la liste.').waitFor();
    await unread(5).waitFor();
    assert.ok(!page.url().includes('/conversations/'), 'she has left it');
    await list(other).getByRole('link', { name: /, non lue,.*Affaire 5/ }).waitFor();
    await other.context().close();

    await desk.server.client('ada').post(`/api/conversations/${(await desk.server.client('ada').get('/api/conversations?limit=1')).body.items[0].id}/messages`, { kind: 'note', text: 'Qui la prend ?' });
    await list(page).getByRole('link', { name: /, non lue,.*Qui la prend/ }).waitFor();
    await page.context().close();
});

test('some are chosen with x and Shift, changed together, and taken back', async () => {
    const page = await desk.signedIn('bea', { at: '/conversations' });
    await row(page, 6).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('X');
    await bar(page).getByText('3 sélectionnées').waitFor();
    await auditPage(page, 'the bulk bar');
    await bar(page).getByRole('button', { name: 'Priorité' }).click();
    await page.getByRole('menuitem', { name: 'Urgente' }).click();
    const told = page.getByText('3 conversations : c’est fait.');
    await told.waitFor();
    await list(page).getByText('Priorité : Urgente').nth(2).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.getByText('Annulé.').waitFor();
    await page.waitForFunction(() => !document.body.innerText.includes('Priorité : Urgente'));
    await page.context().close();
});

test('the filters that stand are kept under a name, with a count, and found again', async () => {
    const page = await desk.signedIn('bea', { at: '/conversations?waiting=1' });
    await row(page, 6).waitFor();
    await page.getByRole('button', { name: 'Enregistrer la vue' }).click();
    await page.getByRole('textbox', { name: 'Nom de la vue' }).fill('Attendent une réponse');
    await page.keyboard.press('Enter');
    const view = page.getByRole('link', { name: /Attendent une réponse/ });
    await page.getByRole('link', { name: /^Attendent une réponse.*\b6$/ }).waitFor();
    await page.goto('/conversations');
    await view.click();
    await page.getByRole('heading', { level: 1, name: 'Attendent une réponse' }).waitFor();
    await page.goto('/views');
    await page.getByRole('textbox', { name: 'Modifier la vue « Attendent une réponse »' }).waitFor();
    await auditPage(page, 'the saved views');
    await page.getByRole('button', { name: 'Supprimer la vue « Attendent une réponse »' }).click();
    await page.getByText('Aucune vue enregistrée').waitFor();
    await page.context().close();
});

const undo = (value) => desk.server.client('ada').put('/api/settings/conversation.undo_seconds', { value });

test('one canned reply is written to the chosen ones, after one has seen to whom, and taken back', async () => {
    await desk.server.client('bea').post('/api/canned', { name: 'Panne réparée', personal: true, text: 'Bonjour {{person.first_name}}, la panne est réparée.' });
    await desk.server.deliver(letter({ from: 'sansnom@example.org', to: 'contact@desk.example', subject: 'Affaire sans nom', id: 'sansnom@example.org' }));
    const nameless = (await desk.server.client('bea').get('/api/conversations?limit=1')).body.items[0].id;
    const page = await desk.signedIn('bea', { at: '/conversations' });
    await list(page).getByRole('link', { name: 'Affaire sans nom' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('X');
    await bar(page).getByRole('button', { name: 'Répondre…' }).click();
    await page.getByRole('combobox', { name: 'Réponse prête' }).fill('Panne');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /Répondre à 3 conversations/ });
    await dialog.getByText('2 réponses partiront.').waitFor();
    await dialog.getByText('Bonjour Personne, la panne est réparée.').waitFor();
    await dialog.getByText('sansnom@example.org').waitFor();
    await dialog.getByText('il manque person.first_name').waitFor();
    await auditPage(page, 'a reply to many');
    await dialog.getByRole('button', { name: 'Envoyer 2 réponses' }).click();
    await page.getByText(/^2\sréponses partent dans \d+\ss\./).waitFor();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.getByText('Annulé.').waitFor();
    assert.equal((await desk.server.client('bea').get('/api/scheduled?whose=mine')).body.items.length, 0);
    await desk.server.client('bea').patch(`/api/conversations/${nameless}`, { status: 'closed' });
    await page.context().close();
});

test('the whole view is closed after one is asked, and an empty list says why', async () => {
    const page = await desk.signedIn('bea', { at: '/conversations' });
    await row(page, 6).waitFor();
    await page.keyboard.press('*');
    await bar(page).getByText('Toutes celles de la vue').first().waitFor();
    await bar(page).getByRole('button', { name: 'Clore' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Changer' }).click();
    await page.getByText(/^6\sconversations\s: changement dans \d+\ss\./).waitFor();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.getByText('Annulé.').waitFor();
    await row(page, 6).waitFor();

    await undo(1);
    await page.keyboard.press('*');
    await bar(page).getByRole('button', { name: 'Clore' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Changer' }).click();
    await page.getByText('6 conversations : c’est fait.').waitFor();
    await undo(10);
    await list(page).getByText('Rien ici').waitFor();
    await auditPage(page, 'an empty list');
    await page.context().close();
});

test('what the organisation calls a status shows on every desk at once: list, header, menus, filters', async () => {
    const page = await desk.signedIn('bea', { at: '/conversations?view=all&status=all' });
    await row(page, 2).click();
    await page.getByRole('heading', { level: 1, name: 'Affaire 2' }).waitFor();
    await desk.server.client('bea').patch(new URL(page.url()).pathname.replace('/conversations', '/api/conversations'), { status: 'pending' });
    await page.getByRole('button', { name: 'Statut : En attente de notre côté' }).waitFor();
    const said = await desk.server.client('ada').put('/api/wordings/conversation.status.pending/fr', { text: 'Chez un partenaire' });
    assert.equal(said.status, 200);
    await page.getByRole('button', { name: 'Statut : Chez un partenaire' }).waitFor();
    await list(page).getByRole('link', { name: /Chez un partenaire/ }).waitFor();
    await list(page).locator('option', { hasText: 'Chez un partenaire' }).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Statut : Chez un partenaire' }).click();
    await page.getByRole('menuitem', { name: 'Chez un partenaire' }).waitFor();
    await page.getByRole('menuitem', { name: /^Demain matin.*(lun|mar|mer|jeu|ven|sam|dim)\. \d+ \S+, \d+\sh\s\d\d/ }).waitFor();
    await page.keyboard.press('Escape');
    await list(page).getByRole('link', { name: /Affaire 2/ }).focus();
    await page.keyboard.press('x');
    await bar(page).getByRole('button', { name: 'Statut' }).click();
    await page.getByRole('menuitem', { name: 'Chez un partenaire' }).waitFor();
    await page.getByRole('menuitem', { name: /^Demain matin.*\d+\sh\s\d\d/ }).waitFor();
    await page.goto('/search?q=Affaire');
    await page.getByLabel('Statut').locator('option', { hasText: 'Chez un partenaire' }).waitFor({ state: 'attached' });
    assert.equal((await desk.server.client('ada').put('/api/wordings/conversation.status.pending/fr', { text: null })).status, 200);
    await page.getByLabel('Statut').locator('option', { hasText: 'En attente de notre côté' }).waitFor({ state: 'attached' });
    await page.context().close();
});
