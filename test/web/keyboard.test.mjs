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
    await press('Escape');
    await focused(/Affaire Deux/);

    await press('n');
    await focused(/^Note interne/);
    await page.keyboard.type('À suivre');
    await press('Control+Enter');
    await page.getByRole('article').getByText('À suivre').waitFor();
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
    await press('j', 'Enter');
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
