/* A day without a mouse: from sign-in to sign-out, every step by the keyboard alone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { emailOf, password } from '../lib/server.mjs';
import { openDesk } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser' } });
    for (const word of ['Un', 'Deux', 'Trois']) {
        await desk.server.deliver(letter({ from: `${word} <${word}@example.org>`, to: 'contact@desk.example', subject: `Affaire ${word}` }));
    }
});
after(() => desk.close());

test('sign in, find, read, answer, note, assign, close, search and leave by keyboard', async () => {
    const page = await desk.visitor();
    const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
    };
    const focused = (pattern) => page.waitForFunction((source) => new RegExp(source).test(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''), pattern.source);
    await page.goto('/');
    await page.locator('input[name=email]:focus').waitFor();
    await page.keyboard.type(emailOf('bea'));
    await press('Tab');
    await page.keyboard.type(password);
    await press('Enter');

    await page.getByRole('link', { name: /Affaire Trois/ }).waitFor();
    await press('j');
    await focused(/Affaire Trois/);
    await press('j', 'j');
    await focused(/Affaire Un/);
    await press('k');
    await focused(/Affaire Deux/);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Affaire Deux' }).waitFor();
    await focused(/Affaire Deux/);

    await press('r');
    await focused(/^Votre réponse/);
    await page.keyboard.type('Bonjour Deux');
    await press('Control+Enter');
    await page.getByRole('article').getByText('Bonjour Deux').waitFor();
    await focused(/^Votre réponse/);
    await press('Escape');
    await focused(/Affaire Deux/);

    await press('n');
    await focused(/^Note interne/);
    await page.keyboard.type('À suivre');
    await press('Control+Enter');
    await page.getByRole('article').getByText('À suivre').waitFor();
    await focused(/^Note interne/);
    await press('Escape', 'a');
    await page.getByRole('button', { name: 'Me l’attribuer' }).waitFor({ state: 'detached' });

    /* A menu: opened, walked through, chosen from. */
    await page.getByRole('button', { name: /^Statut/ }).focus();
    await press('Enter');
    await page.getByRole('menuitem', { name: 'À traiter' }).waitFor();
    await press('ArrowDown', 'ArrowUp');
    await focused(/À traiter/);
    await press('Enter');
    await page.getByRole('button', { name: 'Statut : À traiter' }).waitFor();
    await press('e');
    await page.getByRole('button', { name: 'Statut : Close' }).waitFor();

    await press('?');
    await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('/');
    await focused(/^Chercher/);
    await page.keyboard.type('Trois');
    await page.getByRole('option').first().waitFor();
    await press('ArrowDown', 'Enter');
    await page.getByRole('heading', { level: 1, name: /Trois/ }).waitFor();

    await page.getByRole('button', { name: /^Mon compte/ }).focus();
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).waitFor();
    await press('ArrowUp');
    await focused(/Se déconnecter/);
    await press('Enter');
    await page.locator('input[name=email]').waitFor();
});

test('the first stop of the keyboard skips to the content, and nothing traps it', async () => {
    const page = await desk.signedIn('bea');
    await page.getByRole('link', { name: /Affaire Trois/ }).waitFor();
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Aller au contenu');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');

    const stops = new Set();
    for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab');
        stops.add(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)));
    }
    assert.ok(stops.size > 15, `only ${stops.size} stops`);
    await page.context().close();
});

test('what is unread, a priority and a tag, by keyboard', async () => {
    for (const word of ['Quatre', 'Cinq']) {
        await desk.server.deliver(letter({ from: `${word} <${word}@example.org>`, to: 'contact@desk.example', subject: `Affaire ${word}` }));
    }
    await desk.server.client('ada').post('/api/tags', { name: 'Clavier' });
    const page = await desk.signedIn('bea', { at: '/conversations' });
    const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
    };
    const list = page.getByRole('region', { name: 'Liste des conversations' });
    const heading = (name) => page.getByRole('heading', { level: 1, name });

    /* Unread until one opens it, and again when one wants. */
    await list.getByRole('link', { name: /, non lue,.*Affaire Cinq/ }).waitFor();
    await press('j');
    await page.getByRole('link', { name: /Affaire Cinq/ }).and(page.locator(':focus')).waitFor();
    await press('Enter');
    await heading('Affaire Cinq').waitFor();
    await list.getByRole('link', { name: /, non lue,.*Affaire Cinq/ }).waitFor({ state: 'detached' });
    await press('U');
    await list.getByRole('link', { name: /, non lue,.*Affaire Cinq/ }).waitFor();

    /* A priority and a tag of one conversation. */
    await list.getByRole('link', { name: /Affaire Quatre/ }).focus();
    await press('Enter');
    await heading('Affaire Quatre').waitFor();
    await press('p');
    await page.getByRole('menuitem', { name: 'Urgente' }).waitFor();
    await press('ArrowDown', 'Enter');
    await list.getByRole('link', { name: /Affaire Quatre.*Priorité : (Urgente|Haute)/ }).waitFor();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await press('t');
    await page.getByRole('textbox', { name: 'Chercher une étiquette' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Clavier');
    await page.getByRole('option', { name: 'Clavier' }).waitFor();
    await press('ArrowDown', 'Enter');
    await page.getByRole('button', { name: 'Retirer « Clavier »' }).waitFor();
    await press('Escape');

    await page.context().close();
});

test('a canned reply, a later time, and taking back, by keyboard', async () => {
    await desk.server.deliver(letter({ from: 'Six <six@example.org>', to: 'contact@desk.example', subject: 'Affaire Six' }));
    await desk.server.client('bea').post('/api/canned', { name: 'Bien reçu', shortcut: 'recu', personal: true, text: 'Bonjour {{person.first_name}}, bien reçu.' });
    const page = await desk.signedIn('bea', { at: '/conversations' });
    const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByRole('link', { name: /Affaire Six/ }).waitFor();
    await press('j');
    await page.getByRole('link', { name: /Affaire Six/ }).and(page.locator(':focus')).waitFor();
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Affaire Six' }).waitFor();

    /* A tag is put, and its list left: the keys are the thread's again. */
    await press('t');
    await page.getByRole('textbox', { name: 'Chercher une étiquette' }).and(page.locator(':focus')).waitFor();
    await press('Escape');
    /* A canned reply by its shortcut, meant for later, then taken back into the composer. */
    await press('r');
    await page.getByRole('textbox', { name: /^Votre réponse/ }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('/recu');
    await page.getByRole('option', { name: /Bien reçu/ }).waitFor();
    await press('Enter');
    await page.getByRole('textbox', { name: /^Votre réponse/ }).getByText('Bonjour Six, bien reçu.').waitFor();
    await press('Control+Alt+Enter');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('lundi 9 h');
    await press('Enter'); /* as soon as it is said */
    const scheduled = page.getByRole('article').filter({ hasText: 'Bonjour Six, bien reçu.' });
    await scheduled.waitFor();
    await page.getByRole('button', { name: 'Reprendre' }).focus();
    await press('Enter');
    await page.getByRole('textbox', { name: /^Votre réponse/ }).getByText('Bonjour Six, bien reçu.').waitFor();

    /* Sent at once, and taken back with z. */
    await page.getByRole('textbox', { name: /^Votre réponse/ }).focus();
    await press('Control+Enter');
    await page.getByRole('article').filter({ hasText: 'Bonjour Six, bien reçu.' }).waitFor();
    await page.getByRole('textbox', { name: /^Votre réponse/ }).and(page.locator(':focus')).waitFor();
    await press('Escape', 'z');
    await page.getByRole('textbox', { name: /^Votre réponse/ }).getByText('Bonjour Six, bien reçu.').waitFor();
    await press('Escape');
    await page.context().close();
});

test('a pause in words, the palette, many at once and a kept view, by keyboard', async () => {
    for (const word of ['Sept', 'Huit']) {
        await desk.server.deliver(letter({ from: `${word} <${word}@example.org>`, to: 'contact@desk.example', subject: `Affaire ${word}` }));
    }
    const page = await desk.signedIn('bea', { at: '/conversations' });
    const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
    };
    const list = page.getByRole('region', { name: 'Liste des conversations' });
    await list.getByRole('link', { name: /Affaire Huit/ }).waitFor();
    await press('j');
    await page.getByRole('link', { name: /Affaire Huit/ }).and(page.locator(':focus')).waitFor();
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Affaire Huit' }).waitFor();

    /* A pause, said in words. */
    await press('s');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('dans 3 jours');
    await press('Enter');
    await page.getByRole('button', { name: /^Statut : En pause/ }).waitFor();

    /* The palette names what can be done, and goes to a screen. */
    await press('Control+k');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('non lue');
    await page.getByRole('option', { name: /Marquer non lue/ }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    /* Many at once, and back. */
    await list.getByRole('link', { name: /Affaire Sept/ }).focus();
    await press('x', 'j', 'X');
    const bar = page.getByRole('region', { name: 'Changer les conversations sélectionnées' });
    await bar.getByText('2 sélectionnées').waitFor();
    await bar.getByRole('button', { name: 'Priorité' }).focus();
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Basse' }).waitFor();
    await press('ArrowUp', 'Enter');
    await page.getByText('2 conversations : c’est fait.').waitFor();
    await page.getByRole('button', { name: 'Annuler' }).focus();
    await press('Enter');
    await page.getByText('Annulé.').waitFor();

    /* What is filtered, kept under a name. */
    await page.goto('/conversations?unread=1');
    await list.getByRole('link', { name: /Affaire Sept/ }).waitFor();
    await page.getByRole('button', { name: 'Enregistrer la vue' }).focus();
    await press('Enter');
    await page.getByRole('textbox', { name: 'Nom de la vue' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('À lire');
    await press('Enter');
    await page.getByRole('link', { name: /^À lire/ }).waitFor();
    await page.context().close();
});
