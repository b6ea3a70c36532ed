/* How people come in: the first administrator by the link of the first start, the others by invitation. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { until } from '../lib/scratch.mjs';
import { auditPage, openDesk, signIn } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({});
});
after(() => desk.close());

const claire = { email: 'claire@desk.example', password: 'trois chats sur un toit' };

test('the link of the first start makes the administrator, once', async () => {
    const link = await until('the link in the log', () => /http\S+\/welcome#\S+/.exec(readFileSync(desk.server.log, 'utf8'))?.[0]);
    const page = await desk.visitor();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Bienvenue dans Lien' }).waitFor();
    await auditPage(page, 'the welcome page');
    await page.getByLabel('Votre nom').fill('Claire Vasseur');
    await page.getByLabel('Adresse e-mail').fill(claire.email);
    await page.getByLabel('Nouveau mot de passe').fill('court');
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByText('Au moins 8 caractères.', { exact: true }).waitFor();
    await page.getByLabel('Nouveau mot de passe').fill(claire.password);
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByRole('button', { name: 'Mon compte : Claire Vasseur' }).waitFor();

    const other = await desk.visitor();
    await other.goto(link);
    await other.getByRole('heading', { name: 'Ce lien ne sert plus' }).waitFor();
    for (const one of [page, other]) await one.context().close();
});

test('an invited colleague chooses a password, works in English, and is switched off', async () => {
    const admin = await desk.signedIn(claire, { at: '/staff' });
    await admin.getByRole('button', { name: 'Inviter' }).click();
    const form = admin.getByRole('dialog');
    await form.getByLabel('Nom').fill('Owen Hart');
    await form.getByLabel('Adresse e-mail').fill('owen@desk.example');
    await form.getByRole('radio', { name: 'Conseil' }).check();
    await form.getByRole('button', { name: 'Inviter' }).click();
    const link = await form.getByRole('textbox', { name: 'Nouveau lien' }).inputValue();
    await admin.keyboard.press('Escape');

    const page = await desk.visitor({ locale: 'en-GB' });
    await page.goto(link);
    await page.getByRole('heading', { name: 'Your account is waiting' }).waitFor();
    await page.getByLabel('New password').fill('a bridge over the river');
    await page.getByRole('button', { name: 'Come in' }).click();
    await page.locator('#main').waitFor();
    await page.goto('/profile');
    const language = page.getByRole('combobox', { name: /^(Langue|Language)$/ });
    await language.click();
    await page.getByRole('option', { name: 'English' }).click();
    await page.getByRole('button', { name: /^(Enregistrer|Save)$/ }).click();
    await page.getByRole('heading', { level: 1, name: 'My profile' }).waitFor();

    await admin.getByRole('row', { name: /Owen Hart/ }).getByRole('button', { name: /Désactiver/ }).click();
    await admin.getByRole('row', { name: /Owen Hart/ }).getByText('Désactivé').waitFor();
    await page.goto('/persons');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(page, { email: 'owen@desk.example', password: 'a bridge over the river' });
    await page.getByRole('alert').waitFor();
    for (const one of [page, admin]) await one.context().close();
});

test('teams, keys and settings are managed', async () => {
    const page = await desk.signedIn(claire, { at: '/staff/teams' });
    await page.getByRole('textbox', { name: 'Nom de l’équipe' }).fill('Accueil');
    await page.getByRole('button', { name: 'Nouvelle équipe' }).click();
    const team = page.getByRole('region', { name: 'Accueil' });
    await team.getByRole('combobox', { name: 'Membres' }).click();
    await page.getByRole('option', { name: 'Claire Vasseur' }).click();
    await page.keyboard.press('Escape');
    await team.getByRole('button', { name: /Enregistrer/ }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Accueil' }).waitFor();

    await page.getByRole('tab', { name: 'Clés d’API' }).click();
    await page.getByRole('button', { name: 'Nouvelle clé' }).click();
    await page.getByLabel('À quoi sert cette clé ?').fill('Export');
    await page.getByRole('button', { name: 'Créer' }).click();
    const token = await page.getByRole('textbox', { name: 'Clé créée' }).inputValue();
    const answer = await fetch(`${desk.server.url}/api/conversations`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
    await page.keyboard.press('Escape');

    await page.goto('/settings/brand');
    const name = page.getByRole('textbox', { name: 'Nom de l’organisation' });
    await name.fill('Au Fil des Jours');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Réglage enregistré.').waitFor();
    await page.reload();
    assert.equal(await name.inputValue(), 'Au Fil des Jours');
    await page.context().close();
});
