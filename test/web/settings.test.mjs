/* Settings in the browser: found, changed, undone, looked at before; the first steps; on a phone, in the dark. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { lien } from '../lib/server.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let desk;
let page;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser' } });
    page = await desk.signedIn('ada', { at: '/settings' });
});
after(() => desk.close());

const title = (name) => page.getByRole('heading', { level: 1, name }).waitFor();

test('a page of settings is found by a word of what it is for', async () => {
    await title('Réglages');
    await auditPage(page, 'the home of settings');
    await page.getByRole('searchbox', { name: 'Chercher un réglage' }).fill('couleur');
    await page.getByRole('link', { name: /Identité visuelle/ }).waitFor();
    assert.equal(await page.getByRole('link', { name: /Exporter et importer/ }).count(), 0);
    await page.getByRole('searchbox', { name: 'Chercher un réglage' }).fill('zzz');
    await page.getByText('Aucun réglage ne porte ce nom.').waitFor();
    await page.getByRole('searchbox', { name: 'Chercher un réglage' }).fill('identite');
    await page.getByRole('link', { name: /Identité visuelle/ }).click();
    await title('Identité visuelle');
});

test('the brand is chosen, seen readable in both schemes, and met on the sign-in page', async () => {
    await page.getByRole('textbox', { name: 'Nom de l’organisation' }).fill('Les Tilleuls');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Réglage enregistré.').first().waitFor();
    await page.getByRole('textbox', { name: 'Couleur' }).fill('jaune');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('alert').filter({ hasText: 'Une couleur s’écrit comme #1d4ed8.' }).waitFor();
    await page.getByRole('textbox', { name: 'Couleur' }).fill('#ffee00');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText(/Trop peu pour se lire/).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PNG });
    await page.getByRole('img', { name: 'Logo de Les Tilleuls' }).waitFor();
    await auditPage(page, 'branding');
    await page.getByRole('button', { name: 'Historique : Nom de l’organisation' }).click();
    await page.getByRole('dialog').getByText('Les Tilleuls', { exact: true }).waitFor();
    await page.getByRole('dialog').getByText(/par ada/).waitFor();
    await auditPage(page, 'a history');
    await page.keyboard.press('Escape');

    const visitor = await desk.visitor();
    await visitor.goto('/');
    await visitor.getByText('Les Tilleuls').waitFor();
    assert.match(await visitor.locator('main img').first().getAttribute('src'), /^\/brand\/logo\//);
    await visitor.context().close();
});

test('a text is changed after a preview, and the original comes back', async () => {
    await page.goto('/settings/words/survey');
    const field = page.getByRole('textbox', { name: 'La question, dans l’invitation et sur la page.' });
    await field.fill('Alors, {{organisation.name}} vous a aidé ?');
    await page.getByRole('button', { name: 'Aperçu' }).click();
    await auditPage(page, 'a preview');
    await page.getByRole('tab', { name: 'La page' }).click();
    await page.frameLocator('iframe').getByText('Alors, Les Tilleuls vous a aidé ?').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Enregistrer : La question, dans/ }).click();
    await page.getByText('Texte enregistré.').first().waitFor();
    await page.getByRole('button', { name: /^Revenir au texte d’origine : La question, dans/ }).waitFor();
    await auditPage(page, 'texts');
    await field.fill('{{person.password}}');
    await page.getByRole('button', { name: /^Enregistrer : La question, dans/ }).click();
    await page.getByText('Un nom entre accolades n’est pas connu ici.').waitFor();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.getByRole('button', { name: /^Revenir au texte d’origine : La question, dans/ }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('textarea')].some((one) => one.value === 'Comment s’est passé cet échange ?'));
});

test('a state of conversations has the name that the organisation gives it, at once and on the desk', async () => {
    await page.goto('/settings/words/conversation');
    const about = 'Le nom de l’état d’une conversation mise de côté jusqu’à un moment.';
    await page.getByRole('textbox', { name: about }).fill('Au chaud');
    await page.getByRole('button', { name: `Enregistrer : ${about}` }).click();
    await page.getByText('Texte enregistré.').first().waitFor();
    await page.goto('/conversations?view=all');
    await page.waitForFunction(() => [...document.querySelectorAll('option')].some((one) => one.textContent.startsWith('Au chaud')));
});

test('a configuration is looked at, then brought in', async () => {
    const of = (settings) => ({ name: 'c.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ format: 'lien-configuration', version: 1, parts: { settings } })) });
    await page.goto('/settings/configuration');
    const file = page.locator('input[type=file]');
    await file.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
    await page.getByRole('alert').getByText(/n’est pas une configuration de Lien/).waitFor();
    await file.setInputFiles(of([{ name: 'no.such', value: 1 }]));
    await page.getByText(/Rien ne sera importé/).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Importer', exact: true }).count(), 0);
    await file.setInputFiles(of([{ name: 'survey.pause_days', value: 21 }]));
    await page.getByRole('cell', { name: 'survey.pause_days' }).waitFor();
    await auditPage(page, 'the report of an import');
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await page.getByText('Ce qui a été fait').first().waitFor();
    await page.goto('/settings/rules');
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some((one) => one.value === '21'));
});

test('the state of the system is said in words, and followed without a hand', async () => {
    const watch = await desk.signedIn('ada', { at: '/settings' });
    await watch.clock.install();
    await watch.goto('/settings/status');
    await watch.getByRole('heading', { level: 2, name: 'À regarder' }).waitFor();
    await watch.getByText('Aucune sauvegarde n’a encore été faite').waitFor();
    await auditPage(watch, 'the state of the system');
    await lien(['backup', '--data', desk.server.data, '--to', path.join(path.dirname(desk.server.data), 'backup')]);
    await watch.clock.fastForward(11_000);
    await watch.getByText('La dernière est récente.').waitFor();
    await watch.getByRole('heading', { level: 2, name: 'Tout va bien' }).waitFor();
    await watch.route('**/api/status', (route) => route.fulfill({ status: 429, json: { type: 'about:blank', title: 'later', status: 429, code: 'too_many' } }));
    await watch.clock.fastForward(11_000);
    await watch.clock.fastForward(60_000);
    await watch.getByRole('alert').getByText('Le serveur ne répond pas').waitFor();
    await auditPage(watch, 'the state of the system, lost');
    await watch.context().close();
});

test('the first steps tell how far one is, wait for who leaves them, and go once done', async () => {
    await page.goto('/conversations');
    await page.getByRole('link', { name: 'Premiers pas : 3 sur 6' }).click();
    await title('Premiers pas');
    await auditPage(page, 'the first steps');
    for (const step of ['Relier une boîte aux lettres', 'Former une équipe', 'Répondre à une première personne']) {
        await page.getByRole('button', { name: `Laisser de côté : ${step}` }).click();
        await page.getByRole('button', { name: `Reprendre : ${step}` }).waitFor();
    }
    await page.getByRole('heading', { name: 'Tout est en place' }).waitFor();
    assert.equal(await page.getByRole('link', { name: /^Premiers pas :/ }).count(), 0);
    await page.getByRole('button', { name: 'Reprendre : Former une équipe' }).click();
    await page.getByRole('link', { name: 'Premiers pas : 5 sur 6' }).waitFor();
});

test('who does not administer is shown neither settings nor first steps', async () => {
    const adviser = await desk.signedIn('bea', { at: '/conversations' });
    await adviser.getByRole('navigation').first().waitFor();
    for (const name of [/^Premiers pas/, 'Réglages']) assert.equal(await adviser.getByRole('link', { name }).count(), 0);
    await adviser.context().close();
});

test('each page holds on a phone in the dark', async () => {
    const phone = await desk.signedIn('ada', { phone: true, dark: true });
    for (const address of ['/settings', '/settings/rules', '/settings/brand', '/settings/words', '/settings/configuration', '/settings/changes', '/guide']) {
        await phone.goto(address);
        await phone.getByRole('heading', { level: 1 }).waitFor();
        await phone.waitForFunction(() => !document.querySelector('[role=status][aria-label]'));
        await auditPage(phone, `${address} on a phone, dark`);
        const wider = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${address} is ${wider} pixels too wide`);
    }
    await phone.context().close();
});
