/* What an adviser does all day, with a mouse: read, answer, note, assign, close, search; and what comes in meanwhile. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { emailOf } from '../lib/server.mjs';
import { openDesk, signIn } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser', rene: 'reader' } });
});
after(() => desk.close());

let number = 0;
/** A mail of a new person. */
async function arrives(options = {}) {
    number += 1;
    const mail = { from: `Personne ${number} <p${number}@example.org>`, subject: `Affaire ${number}`, id: `w${number}@example.org`, ...options };
    await desk.server.deliver(letter({ to: 'contact@desk.example', ...mail }));
    return mail;
}

/** Opens the conversation with a subject, from the list. */
async function open(page, subject) {
    await page.getByRole('region', { name: 'Liste des conversations' }).getByRole('link', { name: subject }).click();
    await page.getByRole('heading', { level: 1, name: subject }).waitFor();
}

const reply = (page) => page.getByRole('textbox', { name: /^Votre réponse/ });
const messages = (page) => page.getByRole('region', { name: 'Messages' }).getByRole('article');

test('a wrong password is told, the right one opens the page that was asked for', async () => {
    const page = await desk.visitor();
    await page.goto('/persons');
    await signIn(page, { email: emailOf('bea'), password: 'ce n’est pas le bon' });
    await page.getByRole('alert').getByText('Adresse ou mot de passe incorrect.').waitFor();
    await signIn(page, { email: emailOf('bea'), password: 'une phrase pour les essais' });
    await page.getByRole('heading', { level: 1, name: 'Personnes' }).waitFor();
    await page.context().close();
});

test('a mail is read, its quotes folded, and answered with a file', async () => {
    const { subject } = await arrives({ text: 'Le dossier est prêt.\r\n\r\nLe lun. 16 nov. 2026 à 10:12, Béa <b@desk.example> a écrit :\r\n> Est-il prêt ?\r\n' });
    const page = await desk.signedIn('bea');
    await open(page, subject);
    const first = messages(page).first();
    await first.getByText('Le dossier est prêt.').waitFor();
    assert.equal(await first.getByText('Est-il prêt ?').count(), 0);
    await first.getByRole('button', { name: 'Afficher le texte cité' }).click();
    await first.getByText('Est-il prêt ?').waitFor();

    await page.locator('input[type=file]').setInputFiles({ name: 'attestation é.txt', mimeType: 'text/plain', buffer: Buffer.from('attestation') });
    await page.getByRole('list', { name: 'Pièces jointes' }).getByText('attestation é.txt').waitFor();
    await reply(page).fill('Merci, voici l’attestation.');
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    const sent = messages(page).filter({ hasText: 'Merci, voici l’attestation.' });
    await sent.getByText('Gardé dans « À envoyer »').waitFor();
    assert.equal((await reply(page).innerText()).trim(), '');
    const [download] = await Promise.all([page.waitForEvent('download'), sent.getByRole('link', { name: /attestation é\.txt/ }).click()]);
    assert.equal(download.suggestedFilename(), 'attestation é.txt');
    await page.getByRole('button', { name: 'Statut : En attente de la personne' }).waitFor();

    await page.getByRole('link', { name: 'À envoyer' }).click();
    await page.getByRole('heading', { level: 1, name: 'À envoyer' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Merci, voici l’attestation.' }).waitFor();
    await page.context().close();
});

test('a note is told apart and does not leave', async () => {
    const { subject } = await arrives();
    const page = await desk.signedIn('bea');
    await open(page, subject);
    await page.getByRole('button', { name: 'Note interne' }).click();
    await page.getByRole('textbox', { name: /^Note interne/ }).fill('Elle préfère le téléphone.');
    await page.getByRole('button', { name: 'Ajouter la note' }).click();
    const note = messages(page).filter({ hasText: 'Elle préfère le téléphone.' });
    await note.getByText('Note interne').waitFor();
    await page.getByRole('button', { name: 'Statut : À traiter' }).waitFor();
    await page.context().close();
});

test('assigned, snoozed, renamed, closed and reopened', async () => {
    const { subject } = await arrives();
    const page = await desk.signedIn('bea');
    await open(page, subject);
    await page.getByRole('button', { name: 'Me l’attribuer' }).click();
    await page.getByRole('button', { name: 'Me l’attribuer' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^À moi/ }).click();
    await open(page, subject);

    await page.getByRole('combobox', { name: 'Conseiller' }).click();
    await page.getByRole('option', { name: 'ada' }).click();
    const list = page.getByRole('region', { name: 'Liste des conversations' });
    await list.getByRole('link', { name: subject }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /^Statut/ }).click();
    await page.getByRole('menuitem', { name: /^Demain matin/ }).click();
    await page.getByRole('button', { name: /^Statut : En pause/ }).waitFor();

    await page.getByRole('button', { name: 'Modifier l’objet' }).click();
    await page.getByRole('textbox', { name: 'Objet' }).fill('Dossier 4711');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Dossier 4711' }).waitFor();

    await page.getByRole('button', { name: 'Clore', exact: true }).click();
    await page.getByRole('button', { name: 'Statut : Close' }).waitFor();
    await page.getByRole('button', { name: 'Rouvrir' }).click();
    await page.getByRole('button', { name: 'Statut : À traiter' }).waitFor();
    await page.context().close();
});

test('what comes in appears by itself, and what is being written stays', async () => {
    const { subject, from, id } = await arrives();
    const page = await desk.signedIn('bea');
    await open(page, subject);
    await reply(page).pressSequentially('Bonjour, je');
    const next = await arrives({ subject: 'Tout autre chose' });
    await page.getByRole('region', { name: 'Liste des conversations' }).getByRole('link', { name: next.subject }).waitFor();
    await arrives({ from, subject: `Re: ${subject}`, text: 'Encore un mot.', extra: [`In-Reply-To: <${id}>`] });
    await messages(page).getByText('Encore un mot.').waitFor();
    await reply(page).pressSequentially(' regarde');
    assert.equal(await reply(page).innerText(), 'Bonjour, je regarde');

    await page.reload();
    await reply(page).getByText('Bonjour, je regarde', { exact: true }).waitFor();
    await page.context().close();
});

test('a colleague is seen in the conversation, and seen writing', async () => {
    const { subject } = await arrives();
    const [bea, ada] = [await desk.signedIn('bea'), await desk.signedIn('ada')];
    await open(bea, subject);
    await open(ada, subject);
    await bea.getByRole('status').getByText(/ada regarde aussi/).waitFor();
    await reply(ada).pressSequentially('Je');
    await bea.getByRole('status').getByText(/ada écrit…/).waitFor();
    for (const page of [bea, ada]) await page.context().close();
});

test('tabs share one stream, and another goes on when its holder is closed', async () => {
    const context = await desk.context();
    let streams = 0;
    context.on('request', (request) => (streams += request.url().endsWith('/api/events') ? 1 : 0));
    const first = await desk.tab(context);
    await first.goto('/');
    await signIn(first, { email: emailOf('bea'), password: 'une phrase pour les essais' });
    await first.locator('#main').waitFor();
    const second = await desk.tab(context);
    await second.goto('/');
    await second.locator('#main').waitFor();
    assert.equal(streams, 1);

    await first.close();
    const { subject } = await arrives();
    await second.getByRole('link', { name: subject }).waitFor();
    assert.equal(streams, 2);
    await context.close();
});

test('search finds without accents, from anywhere, and marks what it found', async () => {
    await arrives({ subject: 'Séjour annulé', text: 'Mon hébergement a été annulé hier soir.' });
    const page = await desk.signedIn('bea', { at: '/profile' });
    await page.getByRole('combobox', { name: /^Chercher/ }).fill('hebergement');
    const hit = page.getByRole('option').filter({ hasText: 'Séjour annulé' });
    await hit.waitFor();
    assert.equal(await hit.locator('mark').first().innerText(), 'hébergement');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /hebergement/ }).waitFor();
    await page.getByRole('main').getByRole('link', { name: /Séjour annulé/ }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Séjour annulé' }).waitFor();
    await page.context().close();
});

test('writing first: a new conversation', async () => {
    const page = await desk.signedIn('bea');
    await page.getByRole('button', { name: 'Nouvelle conversation' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Adresse e-mail de la personne').fill('nouvelle@example.org');
    await form.getByLabel('Nom de la personne').fill('Inès Roussel');
    await form.getByLabel('Objet').fill('Votre rendez-vous');
    await form.getByLabel('Message').fill('Bonjour, je vous propose mardi.');
    await form.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Votre rendez-vous' }).waitFor();
    await messages(page).getByText('je vous propose mardi').waitFor();
    await page.context().close();
});

test('a reader looks and has nothing to write with', async () => {
    const { subject } = await arrives();
    const page = await desk.signedIn('rene');
    await open(page, subject);
    await messages(page).first().waitFor();
    assert.equal(await page.getByRole('textbox', { name: /^Votre réponse/ }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Clore', exact: true }).count(), 0);
    await page.context().close();
});

test('received HTML is shown in a closed frame where nothing runs', async () => {
    const html = '<p>Bonjour <b>Béa</b></p><script>parent.document.title="pris"</script><img src="https://traceur.example/p.gif" onerror="alert(1)">';
    const subject = 'Infolettre';
    const mail = letter({ from: 'Lou <lou@example.org>', to: 'contact@desk.example', subject, text: html });
    await desk.server.deliver(mail.replace('text/plain', 'text/html'));
    const page = await desk.signedIn('bea');
    let outside = 0;
    page.on('request', (request) => (outside += request.url().startsWith(desk.server.url) ? 0 : 1));
    await open(page, subject);
    await messages(page).getByRole('button', { name: 'Mise en forme d’origine' }).click();
    await page.frameLocator('iframe').getByText('Béa').waitFor();
    assert.notEqual(await page.title(), 'pris');
    assert.equal(outside, 0);
    await page.context().close();
});
