/* An organisation with nothing in it: every page says what it is for and where to begin, in both languages;
 * and from there to the first real mail answered. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

/* Pages whose lists are empty at first. */
const EMPTY = [
    '/conversations', '/conversations?view=mine', '/conversations?view=unassigned', '/conversations?view=mentions', '/conversations?status=closed',
    '/drafts', '/scheduled', '/outbox', '/strays', '/persons?q=zzz', '/search', '/search?q=zzz', '/loops', '/surveys', '/notices', '/views',
    '/canned', '/tags', '/jobs', '/staff/teams', '/settings/forms', '/settings/forms/aside', '/settings/chat', '/settings/mailboxes',
    '/settings/domains',
];
/* Pages of the menus that are no list, or never empty for who looks at them (colleagues are persons, the tests have keys). */
const OTHER = ['/persons', '/staff/tokens', '/indicators', '/staff', '/staff/accounts', '/settings', '/guide', '/settings/rules', '/settings/brand', '/settings/words', '/settings/changes', '/settings/configuration', '/settings/status'];

let desk;
before(async () => {
    desk = await openDesk({ staff: { ada: 'administrator', bea: 'adviser' } });
});
after(() => desk.close());

for (const [language, look, title] of [['fr', { locale: 'fr-FR' }, /[a-zà]/], ['en', { locale: 'en-GB', phone: true }, /[a-z]/]]) {
    test(`a page with nothing in it says what it is for and gives the next step: ${language}`, async () => {
        const page = await desk.signedIn('ada', { ...look, at: '/settings' });
        const said = new Map();
        for (const path of EMPTY) {
            await page.goto(path);
            /* Not the place beside a list that waits for a choice: it leads nowhere, and stands there first. */
            const empty = page.locator('#main [data-empty]').filter({ has: page.locator('a[href], button') }).first();
            await empty.waitFor({ timeout: 15_000 }).catch(() => assert.fail(`${path} has no empty state`));
            const [head, about] = await empty.locator('p, div').allInnerTexts();
            assert.match(head, title, path);
            assert.ok(about?.length > 20, `${path} says what it is for: ${about}`);
            said.set(path, `${head} ${about}`);
            const step = empty.locator('a[href], button');
            assert.equal(await step.count(), 1, `${path} gives one next step`);
            assert.notEqual((await step.innerText()).trim(), '', path);
            const href = await step.getAttribute('href');
            if (href) assert.notEqual(href, path, `${path} leads elsewhere`);
        }
        assert.equal(new Set(said.values()).size, said.size, 'each says its own');
        await auditPage(page, `the last empty page, ${language}`);
        /* A page added to a menu is one of them, or is said to be none. */
        await page.goto('/settings');
        await page.getByRole('heading', { level: 1 }).waitFor();
        const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
        for (const link of new Set(links.filter((one) => !one.includes('?')))) assert.ok([...EMPTY, ...OTHER].includes(link), `${link} is in neither list`);
        await page.context().close();
    });
}

test('the next step is done by the keyboard: a tag is named at once', async () => {
    const page = await desk.signedIn('ada', { at: '/tags' });
    await page.locator('[data-empty] button').press('Enter');
    await page.keyboard.type('facture');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /facture/ }).or(page.getByRole('cell', { name: /facture/ })).first().waitFor();
    await page.context().close();
});

test('who may not set up is not sent there', async () => {
    const page = await desk.signedIn('bea', { at: '/conversations' });
    const step = page.locator('#main [data-empty] a').first();
    assert.equal(await step.getAttribute('href'), '/persons');
    await page.context().close();
});

test('the first steps lead from nothing to the first real mail answered', async () => {
    const page = await desk.signedIn('ada', { at: '/guide' });
    const step = (name) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
    const goOn = (name) => step(name).getByRole('link').click();
    const done = async (name) => {
        await page.goto('/guide');
        await step(name).getByText('Fait', { exact: true }).waitFor();
    };

    await goOn(/Nommer l’organisation/);
    await page.getByRole('textbox', { name: 'Nom de l’organisation' }).fill('Les Tilleuls');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Réglage enregistré.').first().waitFor();
    await done(/Nommer l’organisation/);

    await goOn(/Choisir une couleur/);
    await page.getByRole('textbox', { name: 'Couleur' }).fill('#0f766e');
    await page.getByRole('button', { name: 'Enregistrer' }).waitFor(); /* taken: the field forgets what is left before */
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Réglage enregistré.').first().waitFor();
    await done(/Choisir une couleur/);

    await page.getByRole('button', { name: /^Laisser de côté : Relier une boîte/ }).click();
    await step(/Relier une boîte/).getByRole('button', { name: /^Reprendre/ }).waitFor();

    await goOn(/Former une équipe/);
    await page.locator('[data-empty] button').click();
    await page.keyboard.type('Accueil');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Accueil' }).waitFor();
    await done(/Former une équipe/);
    await step(/Inviter un collègue/).getByText('Fait', { exact: true }).waitFor(); /* bea is there */

    /* Without any mail yet, an invented one shows what it will be like. */
    await step(/Répondre à une première personne/).getByRole('button', { name: 'Recevoir un courriel inventé' }).click();
    await page.locator('[data-conversation]').filter({ hasText: 'Vos horaires de samedi' }).waitFor();
    await page.goto('/guide');
    await goOn(/Répondre à une première personne/);
    await desk.server.deliver(letter({ from: 'Zoé Martin <zoe@example.org>', to: 'contact@desk.example', subject: 'Ma première lettre', id: 'first@example.org', text: 'Êtes-vous ouverts samedi ?' }));
    await page.locator('[data-conversation]').filter({ hasText: 'Ma première lettre' }).click(); /* it came by itself */
    await page.getByText('Êtes-vous ouverts samedi ?').last().waitFor();
    await page.keyboard.press('r');
    const composer = page.getByRole('textbox', { name: /^Votre réponse/ });
    await composer.waitFor();
    await composer.click();
    await page.keyboard.type('Oui, de neuf heures à midi.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').filter({ hasText: 'Oui, de neuf heures à midi.' }).waitFor();
    await page.goto('/guide');
    await page.getByRole('heading', { name: 'Tout est en place' }).waitFor({ timeout: 30_000 });
    await auditPage(page, 'the first steps, over');
    /* Without a server it waits where it can be read. */
    await page.goto('/outbox');
    await page.getByText('Oui, de neuf heures à midi.').waitFor();
    await page.context().close();
});
