/* Finding as one types, by keyboard, and narrowing down what was found. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
let id;
before(async () => {
    desk = await openDesk({ staff: { bea: 'adviser' } });
    for (const [name, subject] of [['Zoé Élan', 'Annulation du piano'], ['Paul', 'Réclamations répétées'], ['Anna Piano', 'Autre chose']]) {
        await desk.server.deliver(letter({ from: `${name} <${name.slice(0, 3).toLowerCase().replace('é', 'e')}@example.org>`, to: 'contact@desk.example', subject }));
    }
    const bea = desk.server.client('bea');
    const { items } = (await bea.get('/api/conversations?status=all')).body;
    id = items.find((one) => one.subject === 'Annulation du piano').id;
    await bea.patch(`/api/conversations/${id}`, { status: 'closed' });
});
after(() => desk.close());

const option = (page, name) => page.getByRole('search').getByRole('option', { name });

test('a word being typed finds persons, then conversations, its letters marked', async () => {
    const page = await desk.signedIn('bea');
    await page.keyboard.press('/');
    await page.keyboard.type('pian');
    await option(page, /Anna Piano/).first().waitFor();
    await option(page, /Annulation du piano/).waitFor();
    assert.deepEqual(await page.getByRole('search').locator('[role=presentation]').allInnerTexts(), ['Personnes', 'Conversations']);
    await page.getByRole('search').locator('mark').first().waitFor();
    await auditPage(page, 'the box of search');
    for (const [typed, found] of [['annulat', /Annulation du piano/], ['reclamation', /Réclamations répétées/], ['elan', /Zoé Élan/], [id, /Annulation du piano/]]) {
        await page.keyboard.press('Control+a');
        await page.keyboard.type(typed);
        await option(page, found).first().waitFor();
    }
    await page.waitForFunction(() => [...document.querySelectorAll('[role=search] [role=presentation]')].map((one) => one.textContent).join() === 'Conversations');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Annulation du piano' }).waitFor();
    await page.context().close();
});

test('what was found is narrowed down, in the address', async () => {
    const page = await desk.signedIn('bea', { at: '/search?q=piano', phone: true });
    const link = page.locator('#main').getByRole('link', { name: /Annulation du piano/ });
    await link.waitFor();
    await page.getByLabel('Statut', { exact: true }).selectOption('open');
    await link.waitFor({ state: 'detached' });
    await page.waitForURL(/status=open/);
    await page.getByLabel('Statut', { exact: true }).selectOption('closed');
    await link.waitFor();
    await page.getByLabel('Avant le').fill('2020-01-01');
    await link.waitFor({ state: 'detached' });
    await auditPage(page, 'search, narrowed');
    await page.getByRole('button', { name: 'Tout effacer' }).click();
    await link.waitFor();
    await page.context().close();
});
