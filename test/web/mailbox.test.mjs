/* Mailboxes as an administrator meets them, with a real Dovecot and a real Postfix behind: added in three steps, seen
 * fetching, paused, broken and explained, changed by two at once, removed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeAuthority } from '../lib/authority.mjs';
import { letter } from '../lib/mail-link.mjs';
import { startDovecot, startPostfix } from '../lib/mail-servers.mjs';
import { freePort } from '../lib/scratch.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

const own = 'contact@desk.test';
let desk, dovecot, postfix, page, api;
before(async () => {
    const authority = makeAuthority();
    const issued = authority.issue();
    dovecot = await startDovecot({ tls: issued });
    postfix = await startPostfix({ 'desk.test': dovecot.lmtp }, { tls: issued, sasl: dovecot.sasl });
    /* Nobody answers there: the provider of a domain is never looked for outside. */
    const nobody = `127.0.0.1:${await freePort()}`;
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser' }, lmtp: false, options: ['--mail-ca', authority.ca, '--dns', nobody] });
    api = desk.server.client('ada');
    await api.post('/api/teams', { name: 'Accueil' });
    page = await desk.signedIn('ada', { at: '/settings/mailboxes' });
});
after(async () => {
    await desk?.close();
    for (const one of [postfix, dovecot]) await one?.stop();
});

let count = 0;
const mail = (subject) => letter({ from: `Personne ${++count} <p${count}@people.test>`, to: own, subject, id: `b${count}@people.test` });

const step = (number) => page.getByRole('heading', { level: 2, name: `Étape ${number} sur 3` }).waitFor();
const next = () => page.getByRole('button', { name: 'Continuer', exact: true }).click();

/** Fills in one direction. */
async function server(title, port, security) {
    const group = page.getByRole('group', { name: title });
    await group.getByLabel('Serveur').fill('localhost');
    await group.getByLabel('Chiffrement').selectOption(security);
    await group.getByLabel('Port').fill(String(port));
}

test('the page without a mailbox says what one is for, and leads to adding it', async () => {
    await page.getByText('Aucune boîte aux lettres').waitFor();
    await auditPage(page, 'no mailbox');
    await page.getByRole('button', { name: 'Ajouter une boîte' }).click();
    await step(1);
});

test('an address of a known provider brings its settings and what to know before', async () => {
    await page.getByLabel('Adresse de la boîte').fill('contact');
    await next();
    await page.getByText('Écrivez une adresse complète, avec son arobase.').waitFor();
    await page.getByLabel('Adresse de la boîte').fill('association@yahoo.fr');
    await next();
    await page.getByText('Cette adresse est chez Yahoo. Ses réglages sont remplis.').waitFor();
    await next();
    await step(2);
    await page.getByText('Ce fournisseur demande un mot de passe d’application', { exact: false }).waitFor();
    assert.equal(await page.getByLabel('Nom d’utilisateur').inputValue(), 'association@yahoo.fr');
    await page.getByRole('button', { name: 'Voir ou modifier les serveurs' }).click();
    assert.equal(await page.getByRole('group', { name: 'Relever le courrier (IMAP)' }).getByLabel('Serveur').inputValue(), 'imap.mail.yahoo.com');
    await auditPage(page, 'the connection of a known provider');
    await page.getByRole('button', { name: 'Retour' }).click();
    await step(1);
});

test('another server is tried, told step by step, corrected, and added with its alias', async () => {
    await dovecot.deliver(own, mail('Déjà là un'), mail('Déjà là deux'));
    await page.getByLabel('Adresse de la boîte').fill(own);
    await next();
    await page.getByLabel('Fournisseur').waitFor();
    await next();
    await step(2);
    await server('Relever le courrier (IMAP)', dovecot.imaps, 'tls');
    await server('Envoyer les réponses (SMTP)', postfix.smtps, 'tls');
    await page.getByLabel('Mot de passe', { exact: true }).fill('faux');
    await page.getByRole('button', { name: 'Essayer la connexion' }).click();
    const incoming = page.getByRole('region', { name: 'Réception' });
    await incoming.getByText('Nom d’utilisateur ou mot de passe refusé.', { exact: false }).waitFor();
    assert.deepEqual((await incoming.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()), [
        'Trouver le serveur : réussi', 'Le joindre : réussi', 'Chiffrer la liaison : réussi', 'Se saluer : réussi', 'Se connecter : échec', 'Ouvrir le dossier : pas essayé',
    ]);
    await auditPage(page, 'a connection that failed');
    assert.equal(await page.getByRole('button', { name: 'Continuer' }).count(), 0);

    await page.getByLabel('Mot de passe', { exact: true }).fill('secret');
    await page.getByLabel('Mot de passe', { exact: true }).press('Enter');
    await page.getByText('Tout fonctionne.').waitFor();
    await next();
    await step(3);
    await page.getByLabel('Nom de la boîte').fill('Contact');
    await page.getByLabel('Depuis quand').selectOption({ label: 'Tout ce que la boîte contient' });
    const main = page.getByRole('group', { name: own });
    await main.getByLabel('Équipe qui reçoit').selectOption({ label: 'Accueil' });
    await main.getByLabel('Signature').fill('Le refuge');
    await page.getByRole('button', { name: 'Ajouter un alias' }).click();
    await page.getByRole('textbox', { name: 'Alias' }).fill('aide@desk.test');
    await auditPage(page, 'the last step');
    await page.getByRole('button', { name: 'Ajouter la boîte' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contact' }).waitFor();
    await page.getByText('Tout va bien').waitFor();

    const [made] = (await api.get('/api/mailboxes')).body.items;
    assert.deepEqual(made.addresses.map((one) => [one.address, one.signature, one.team?.name ?? null]), [[own, 'Le refuge', 'Accueil'], ['aide@desk.test', null, null]]);
    await auditPage(page, 'a mailbox');
    await page.getByRole('link', { name: 'Voir les conversations' }).click();
    for (const subject of ['Déjà là un', 'Déjà là deux']) await page.getByRole('link', { name: subject }).first().waitFor();
});

test('a catch-up shows how far it is', async () => {
    const [{ id }] = (await api.get('/api/mailboxes')).body.items;
    const health = { state: 'catching-up', last_success_at: null, last_error: null, behind: 1760, fetched: 1240, total: 3000, catching_up_since: new Date().toISOString() };
    await page.route(`**/api/mailboxes/${id}`, async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), health } });
    });
    await page.goto(`/settings/mailboxes/${id}`);
    await page.getByText(/^1\s240 sur 3\s000 courriels rapportés$/).waitFor();
    assert.equal(await page.getByRole('progressbar', { name: 'Rattrapage en cours' }).getAttribute('aria-valuenow'), String((100 * 1240) / 3000));
    await auditPage(page, 'a mailbox that catches up');
    await page.unrouteAll();
});

test('paused, mail waits; resumed, it comes', async () => {
    const [{ id }] = (await api.get('/api/mailboxes')).body.items;
    await page.goto(`/settings/mailboxes/${id}`);
    await page.getByRole('button', { name: 'Mettre en pause' }).click();
    await page.getByText('Le courrier attend chez le fournisseur.', { exact: false }).waitFor();
    await dovecot.deliver(own, mail('Pendant la pause'));
    assert.ok(!(await api.get('/api/conversations')).body.items.some((one) => one.subject === 'Pendant la pause'));
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await page.getByText('Tout va bien').waitFor();
    await page.getByRole('link', { name: 'Voir les conversations' }).click();
    await page.getByRole('link', { name: 'Pendant la pause' }).first().waitFor();
});

test('a password that no longer works is explained, and mended on the same page', async () => {
    const [{ id }] = (await api.get('/api/mailboxes')).body.items;
    await page.goto(`/settings/mailboxes/${id}`);
    const secret = page.getByLabel('Mot de passe (déjà connu)');
    await secret.fill('changé chez le fournisseur');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    const state = page.getByRole('region', { name: 'Relève impossible' });
    await state.getByText('Nom d’utilisateur ou mot de passe refusé. Retapez-le', { exact: false }).waitFor({ timeout: 40_000 });
    await auditPage(page, 'a mailbox that fails');
    await page.goto('/settings/mailboxes');
    await page.getByRole('listitem').filter({ hasText: own }).getByText('Relève impossible').waitFor();
    await auditPage(page, 'the list with one that fails');
    await page.getByRole('link', { name: 'Ouvrir Contact' }).click();
    await secret.fill('secret');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.getByText('Tout va bien').waitFor({ timeout: 40_000 });
});

test('what a colleague changed meanwhile is not overwritten', async () => {
    const [{ id }] = (await api.get('/api/mailboxes')).body.items;
    await page.goto(`/settings/mailboxes/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Contact' }).waitFor();
    await page.route('**/api/mailboxes/*', async (route) => {
        if (route.request().method() === 'PATCH') await api.patch(`/api/mailboxes/${id}`, { name: 'Contact du refuge' });
        await route.continue();
    });
    await page.getByLabel('Nom de la boîte').fill('Autre nom');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Contact du refuge' }).waitFor();
    assert.equal(await page.getByLabel('Nom de la boîte').inputValue(), 'Contact du refuge');
    await page.unrouteAll({ behavior: 'wait' });
});

test('a team has a signature', async () => {
    await page.goto('/settings/mailboxes');
    await page.getByLabel('Signature de Accueil').fill('L’accueil du refuge');
    await page.getByRole('button', { name: /^Enregistrer/ }).click();
    await page.getByText('Enregistré.').waitFor();
    await page.reload();
    await page.getByLabel('Signature de Accueil').waitFor();
    assert.equal(await page.getByLabel('Signature de Accueil').inputValue(), 'L’accueil du refuge');
});

test('removing says what stays, and the conversations stay', async () => {
    await page.getByRole('link', { name: 'Ouvrir Contact du refuge' }).click();
    await page.getByRole('button', { name: 'Retirer cette boîte' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Les conversations, les messages et les pièces jointes restent dans Lien.').waitFor();
    await auditPage(page, 'removing a mailbox');
    await dialog.getByRole('button', { name: 'Retirer cette boîte' }).click();
    await page.getByText('Aucune boîte aux lettres').waitFor();
    assert.ok((await api.get('/api/conversations')).body.items.some((one) => one.subject === 'Pendant la pause'));
});

test('who may not change settings does not see them', async () => {
    const bea = await desk.signedIn('bea');
    assert.equal(await bea.getByRole('link', { name: 'Boîtes aux lettres' }).count(), 0);
    await bea.goto('/settings/mailboxes');
    await bea.getByRole('alert').getByText('Votre rôle ne permet pas cette action.').waitFor();
    await bea.context().close();
});
