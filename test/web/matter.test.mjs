/* Conversations merged, split and linked, something new offered, and whom a reply goes to: with a mouse, the keys, a phone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { bea: 'adviser' } });
});
after(() => desk.close());

let number = 0;
async function arrives(options = {}) {
    number += 1;
    const mail = { from: `Personne ${number} <p${number}@example.org>`, subject: `Affaire ${number}`, id: `w${number}@example.org`, ...options };
    await desk.server.deliver(letter({ to: 'contact@desk.example', ...mail }));
    return mail;
}

async function open(page, subject) {
    await page.getByRole('region', { name: 'Liste des conversations' }).getByRole('link', { name: subject }).click();
    await page.getByRole('heading', { level: 1, name: subject }).waitFor();
}

const messages = (page) => page.getByRole('region', { name: 'Messages' }).getByRole('article');
const acts = (page) => page.getByRole('button', { name: 'Fusionner, lier, séparer' });
const answerTo = (mail) => ({ from: mail.from, extra: [`In-Reply-To: <${mail.id}>`] });

test('merged with another of the same person, and the merge undone', async () => {
    const one = await arrives();
    const two = await arrives({ from: one.from, text: 'Le même souci.' });
    const page = await desk.signedIn('bea');
    await open(page, one.subject);
    await page.getByRole('textbox', { name: /^Votre réponse/ }).pressSequentially('Bonjour');
    await acts(page).click();
    await page.getByRole('menuitem', { name: 'Fusionner avec une autre…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fusionner avec une autre…' });
    await dialog.getByRole('radio', { name: two.subject }).check();
    await auditPage(page, 'the merge dialog');
    await dialog.getByRole('button', { name: 'Fusionner', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: two.subject }).waitFor();
    await messages(page).nth(1).waitFor();
    assert.equal(await messages(page).count(), 2);
    const list = page.getByRole('region', { name: 'Liste des conversations' });
    await list.getByRole('link', { name: one.subject }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: `Défaire la fusion de ${one.subject}` }).click();
    await list.getByRole('link', { name: one.subject }).waitFor();
    await messages(page).nth(1).waitFor({ state: 'detached' });
    await page.context().close();
});

test('the address of a merged conversation leads to the survivor, with what was being written', async () => {
    const one = await arrives();
    const two = await arrives();
    const page = await desk.signedIn('bea');
    await open(page, one.subject);
    await page.getByRole('textbox', { name: /^Votre réponse/ }).pressSequentially('Bonjour, je');
    const bea = desk.server.client('bea');
    const { items } = (await bea.get('/api/conversations?limit=2')).body;
    const id = (subject) => items.find((each) => each.subject === subject).id;
    await bea.post(`/api/conversations/${id(one.subject)}/merge`, { into: id(two.subject) });
    await page.getByRole('heading', { level: 1, name: two.subject }).waitFor();
    await page.getByRole('textbox', { name: /^Votre réponse/ }).filter({ hasText: 'Bonjour, je' }).waitFor();
    await page.context().close();
});

test('messages ticked with the keyboard become a conversation, linked to the first', async () => {
    const first = await arrives();
    await arrives({ ...answerTo(first), subject: `Re: ${first.subject}`, text: 'Et mon autre question ?' });
    const page = await desk.signedIn('bea');
    await open(page, first.subject);
    await messages(page).nth(1).waitFor();
    await acts(page).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Séparer des messages…' }).press('Enter');
    await page.getByRole('status').getByText('Cochez les messages qui partent.').waitFor();
    await messages(page).nth(1).getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.getByRole('status').getByText('1 message choisi').waitFor();
    await auditPage(page, 'splitting');
    await page.getByRole('textbox', { name: 'Objet de la nouvelle conversation' }).fill('L’autre question');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'L’autre question' }).waitFor();
    assert.equal(await messages(page).count(), 1);
    const panel = page.getByRole('complementary', { name: 'La personne' });
    await panel.getByRole('button', { name: `Ne plus lier à ${first.subject}` }).click();
    await panel.getByRole('button', { name: `Ne plus lier à ${first.subject}` }).waitFor({ state: 'detached' });
    await page.context().close();
});

test('a new subject on an old thread is offered calmly, kept or made a conversation', async () => {
    const first = await arrives({ subject: 'Ma facture de mars' });
    await arrives({ ...answerTo(first), subject: 'Changement d’adresse' });
    const page = await desk.signedIn('bea', { dark: true });
    await open(page, first.subject);
    const offer = page.getByRole('group', { name: /annonce un autre/ });
    await offer.waitFor();
    await auditPage(page, 'an offer, dark');
    await offer.getByRole('button', { name: 'En faire une nouvelle demande' }).click();
    await page.getByRole('heading', { level: 1, name: 'Changement d’adresse' }).waitFor();

    await arrives({ ...answerTo(first), subject: 'Stage de mon fils' });
    await open(page, first.subject);
    await offer.getByRole('button', { name: 'Garder ici' }).click();
    await offer.waitFor({ state: 'detached' });
    await page.context().close();
});

test('a reply shows whom it goes to in one line, and all of it when asked', async () => {
    const { subject } = await arrives({ extra: ['Cc: Sacha <sacha@example.org>'], text: 'Pouvez-vous m’aider ?' });
    const page = await desk.signedIn('bea', { phone: true });
    await open(page, subject);
    const composer = page.getByRole('region', { name: 'Écrire' });
    await composer.getByText(/^À Personne \d+ · Copie Sacha$/).waitFor();
    await composer.getByRole('button', { name: 'Modifier' }).click();
    await composer.getByText('Répondre', { exact: true }).last().click();
    await composer.getByText(/^À Personne \d+$/).waitFor();
    await composer.getByRole('combobox', { name: 'Copie cachée' }).fill('chef@example.org');
    await page.keyboard.press('Enter');
    await composer.getByRole('checkbox', { name: 'Citer le message en dessous' }).check();
    await auditPage(page, 'the envelope, on a phone');
    await composer.getByRole('textbox', { name: /^Votre réponse/ }).fill('Oui.');
    await composer.getByRole('button', { name: 'Envoyer', exact: true }).click();
    const sent = messages(page).filter({ hasText: 'Oui.' });
    await sent.waitFor();
    assert.equal(await sent.getByText('Pouvez-vous m’aider ?').count(), 0);
    await sent.getByRole('button', { name: 'Afficher le texte cité' }).click();
    await sent.getByText('> Pouvez-vous m’aider ?').waitFor();
    await page.context().close();
});

test('one message is forwarded from beside it', async () => {
    const { subject } = await arrives({ text: 'À faire suivre.' });
    const page = await desk.signedIn('bea');
    await open(page, subject);
    await messages(page).first().getByRole('button', { name: 'Actions sur ce message' }).click();
    await page.getByRole('menuitem', { name: 'Transférer' }).click();
    const composer = page.getByRole('region', { name: 'Écrire' });
    await composer.getByRole('combobox', { name: 'À', exact: true }).fill('expert@example.org');
    await page.keyboard.press('Enter');
    await composer.getByRole('textbox', { name: /^Votre mot/ }).fill('Pour avis.');
    await composer.getByRole('button', { name: 'Envoyer', exact: true }).click();
    const sent = messages(page).filter({ hasText: 'Pour avis.' });
    await sent.getByRole('button', { name: 'Afficher le texte cité' }).click();
    await sent.getByText(/Message transféré[^]*À faire suivre\./).waitFor();
    await page.getByRole('button', { name: 'Statut : À traiter' }).waitFor();
    await page.context().close();
});
