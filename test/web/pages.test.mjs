/* Every page, on the demo organisation: nothing for axe to find, in both languages, light and dark, on a
 * screen and on a phone; and what the pages beside the desk are for. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeSql } from '../lib/database.mjs';
import { auditPage, demoAccounts, openDesk } from './lib/browser.mjs';
import { everythingIsNamed, headingsNest } from './lib/names.mjs';
import { speaksOnly } from './lib/words.mjs';

const PAGES = {
    '/conversations': ['Toutes', 'All'],
    '/persons': ['Personnes', 'Persons'],
    '/loops': ['Rappels à faire', 'Call-backs to do'],
    '/surveys': ['Avis reçus', 'Feedback'],
    '/indicators': ['Tableau de bord', 'Dashboard'],
    '/indicators/contacts_in': ['Les lignes derrière : Messages reçus', 'The rows behind: Messages received'],
    '/drafts': ['Mes brouillons', 'My drafts'],
    '/scheduled': ['Envois programmés', 'Scheduled'],
    '/canned': ['Réponses prêtes', 'Canned replies'],
    '/tags': ['Étiquettes', 'Tags'],
    '/views': ['Mes vues', 'My views'],
    '/settings/forms': ['Formulaires', 'Forms'],
    '/settings/forms/aside': ['Messages mis de côté', 'Messages kept aside'],
    '/settings/chat': ['Discussion sur nos sites', 'Chat on our sites'],
    '/outbox': ['À envoyer', 'Outbox'],
    '/strays': ['Mis de côté', 'Set aside'],
    '/jobs': ['Tâches arrêtées', 'Stopped jobs'],
    '/search?q=merci': ['Recherche : merci', 'Search: merci'],
    '/staff': ['Équipes et comptes', 'Teams and accounts'],
    '/staff/teams': ['Équipes et comptes', 'Teams and accounts'],
    '/staff/tokens': ['Équipes et comptes', 'Teams and accounts'],
    '/settings': ['Réglages', 'Settings'],
    '/settings/rules': ['Règles et délais', 'Rules and times'],
    '/settings/brand': ['Identité visuelle', 'Branding'],
    '/settings/words': ['Textes', 'Texts'],
    '/settings/configuration': ['Exporter et importer', 'Export and import'],
    '/settings/status': ['État du système', 'System status'],
    '/settings/changes': ['Journal des réglages', 'Log of the settings'],
    '/guide': ['Premiers pas', 'First steps'],
    '/settings/mailboxes': ['Boîtes aux lettres', 'Mailboxes'],
    '/settings/mailboxes/new': ['Ajouter une boîte aux lettres', 'Add a mailbox'],
    '/settings/domains': ['Domaines d’envoi', 'Sending domains'],
    '/profile': ['Mon profil', 'My profile'],
    '/notices': ['Notifications', 'Notifications'],
    '/profile/notices': ['Mes notifications', 'My notifications'],
    '/nowhere': ['Cette page n’existe pas', 'This page does not exist'],
};

let desk;
let boss;
before(async () => {
    desk = await openDesk({ demo: true });
    boss = demoAccounts(desk.server.accounts).administrator;
});
after(() => desk.close());

/** Once everything that loads has loaded. */
const settled = (page) => page.waitForFunction(() => !document.querySelector('[role=status][aria-label]'));

const SCREEN = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const looks = [
    { name: 'in French, on a screen and on a phone', locale: 'fr-FR', language: 'fr' },
    { name: 'in English, dark', locale: 'en-GB', language: 'en', dark: true },
];
for (const look of looks) {
    /** All that a page owes to whoever reads it, at the size that the window has. */
    const owes = async (page, what) => {
        await auditPage(page, what);
        await speaksOnly(page, look.language, what);
        await everythingIsNamed(page, what);
        await headingsNest(page, what);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${what} is ${wider} pixels too wide`);
    };
    /** The same page on a phone; then in the dark, which changes colours alone. */
    const owesOnPhone = async (page, what) => {
        await page.setViewportSize(PHONE);
        await owes(page, `${what}, on a phone`);
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
        await auditPage(page, `${what}, on a phone, dark`, ['color-contrast', 'link-in-text-block']);
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize(SCREEN);
    };

    describe(`every page ${look.name}`, () => {
        let page;
        before(async () => {
            page = await desk.signedIn(boss, look);
            await page.evaluate(() => document.activeElement?.blur());
            await speak(page, look.language);
        });
        after(() => page.context().close());

        for (const [address, titles] of Object.entries(PAGES)) {
            test(address, async () => {
                await page.goto(address);
                await page.getByRole('heading', { level: 1, name: titles[look.language === 'fr' ? 0 : 1] }).waitFor();
                await settled(page);
                assert.equal(await page.locator('html').getAttribute('lang'), look.language);
                await owes(page, address);
                if (!look.dark) await owesOnPhone(page, address);
            });
        }

        const walk = async (what) => {
            await page.goto('/conversations');
            await page.locator('[data-conversation]').first().click();
            await page.getByRole('article').first().waitFor();
            await settled(page);
            await owes(page, `a conversation ${what}`);
            await page.getByRole('button', { name: /^(Statut|Status) ?:/ }).click();
            await page.getByRole('menu').waitFor();
            await auditPage(page, `the menu of statuses ${what}`);
            await page.keyboard.press('Escape');
            await page.getByRole('menu').waitFor({ state: 'detached' });
            await page.keyboard.press('?');
            await page.getByRole('dialog').waitFor();
            await auditPage(page, `the help ${what}`);
            await page.keyboard.press('Escape');
            await page.goto('/persons');
            await page.getByRole('main').getByRole('row').nth(1).getByRole('link').click();
            await page.getByRole('heading', { level: 2, name: /^(Fil de la relation|Story of the relation)$/ }).waitFor();
            await settled(page);
            await owes(page, `a person ${what}`);
        };
        test('a conversation, its person, a dialog and a menu', () => walk(look.name));
        if (!look.dark) {
            for (const colorScheme of ['light', 'dark']) {
                test(`the same on a phone, ${colorScheme}`, async () => {
                    await page.setViewportSize(PHONE);
                    await page.emulateMedia({ colorScheme });
                    await walk(`on a phone, ${colorScheme}`);
                    await page.emulateMedia({ colorScheme: 'light' });
                    await page.setViewportSize(SCREEN);
                });
            }
        }
    });
}

/** The language of the account decides once signed in. */
async function speak(page, language) {
    await page.goto('/profile');
    await page.getByRole('heading', { level: 1 }).waitFor();
    if ((await page.locator('html').getAttribute('lang')) === language) return;
    await page.getByRole('combobox', { name: /^(Langue|Language)$/ }).click();
    await page.getByRole('option', { name: language === 'fr' ? 'Français' : 'English' }).click();
    await page.getByRole('button', { name: /^(Enregistrer|Save)$/ }).click();
    await page.locator(`html[lang=${language}]`).waitFor();
}

test('a figure leads to as many rows as it counts, and to the same rows as a file', async () => {
    const page = await desk.signedIn(boss, { at: '/indicators' });
    await speak(page, 'fr');
    await page.goto('/indicators');
    const card = page.getByRole('region', { name: 'Messages reçus' });
    const value = Number((await card.locator('p').first().locator('span').first().innerText()).replace(/\D/g, ''));
    assert.ok(value > 0);
    /* A number stays with its unit, a word with the mark after it. */
    const loose = (await page.getByRole('main').innerText()).match(/.*(\d (h|min|pt|j|%)| [:;?!»]).*/g);
    assert.deepEqual(loose, null);
    await card.getByRole('button', { name: /^Comment est calculé/ }).focus();
    await page.getByRole('tooltip').waitFor();
    await card.getByRole('link', { name: 'Messages reçus' }).click();
    await page.getByRole('heading', { level: 1, name: /Messages reçus/ }).waitFor();
    const more = page.getByRole('button', { name: 'Afficher la suite' });
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    while (await more.isVisible()) {
        const before = await rows.count();
        await more.click();
        await page.waitForFunction((n) => document.querySelectorAll('tbody tr').length > n, before);
    }
    assert.equal(await rows.count(), value);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Télécharger (CSV)' }).click()]);
    assert.match(file.suggestedFilename(), /\.csv$/);
    await page.context().close();
});

test('a job that stopped is shown with its reason, run again or dropped', async () => {
    const park = `INSERT INTO job (id, kind, subject, state, due_at, tries, last_error, made_at) VALUES
        (101, 'survey.ask', 1, 3, 1790000000000, 8, 'the first reason', 0), (102, 'survey.ask', 2, 3, 1790000000000, 8, 'the second reason', 0);`;
    const page = await desk.signedIn(boss, { at: '/jobs' });
    await page.getByText('Tout fonctionne').waitFor();
    writeSql(desk.server.data, park);
    await page.reload();
    const jobs = page.getByRole('main').getByRole('listitem');
    await jobs.filter({ hasText: 'the first reason' }).getByText('8 essais').waitFor();
    await auditPage(page, 'stopped jobs');
    await jobs.filter({ hasText: 'the first reason' }).getByRole('button', { name: 'Abandonner' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Abandonner' }).click();
    await page.getByText('La tâche est abandonnée.').waitFor();
    await jobs.filter({ hasText: 'the first reason' }).waitFor({ state: 'detached' });
    await jobs.filter({ hasText: 'the second reason' }).getByRole('button', { name: 'Relancer' }).click();
    await page.getByText('Tout fonctionne').waitFor();
    await page.context().close();
});
