import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import { asked, openWindow } from "./support.ts";

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const dateField = () => screen.getByLabelText<HTMLInputElement>("Date de début");

describe("Connexion bilan social", () => {
  test("the guide's three steps, from today's date to the Silverfin link", async () => {
    const { office, user } = await openWindow("connection", "ready");
    expect(dateField().value).toBe("2026-03-03");
    expect(screen.getByText("correspond au jour calendaire actuel")).toBeTruthy();
    await user.click(button("Activer la connexion externe"));
    const pairingId = await screen.findByLabelText<HTMLInputElement>("Identifiant d'appariement");
    expect(pairingId.value).toBe("SZKN-MQ47-RYTK-2C52");
    expect(pairingId.readOnly).toBe(true);
    await user.click(button("Copier l'identifiant d'appariement"));
    expect(await screen.findByText("Identifiant copié")).toBeTruthy();
    await user.click(button("Accéder au lien Silverfin"));
    expect(asked(office, "activate")).toEqual([{ date: "2026-03-03" }]);
    expect(asked(office, "copy_pairing_id")).toHaveLength(1);
    expect(asked(office, "open_silverfin_link")).toHaveLength(1);
  });

  test("another date disables step 2 and says why", async () => {
    const { user } = await openWindow("connection", "ready");
    await user.clear(dateField());
    await user.type(dateField(), "2026-03-01");
    expect(screen.getByText(/ne correspond pas au jour calendaire actuel \(03\/03\/2026\)/)).toBeTruthy();
    expect(button("Activer la connexion externe").disabled).toBe(true);
    expect(screen.getByText(/ne s'active qu'à la date du jour/)).toBeTruthy();
    await user.click(button("Reprendre la date du jour"));
    expect(button("Activer la connexion externe").disabled).toBe(false);
  });

  test("the day changes while the window is open: so does the field, but no date that was chosen", async () => {
    const { office, user } = await openWindow("connection", "ready");
    office.change({ today: "2026-03-04" }, ["day"]);
    await waitFor(() => {
      expect(dateField().value).toBe("2026-03-04");
    });
    await user.clear(dateField());
    await user.type(dateField(), "2026-03-01");
    office.change({ today: "2026-03-05" }, ["day"]);
    await screen.findByText(/\(05\/03\/2026\)/);
    expect(dateField().value).toBe("2026-03-01");
  });

  test("without access to Finbox the page begins with where sheets come from", async () => {
    const { office, user } = await openWindow("connection", "first-start");
    expect(screen.getByRole("heading", { name: "D'où viennent les bilans sociaux" })).toBeTruthy();
    expect(button("Activer la connexion externe").disabled).toBe(true);
    await user.type(screen.getByLabelText("Adresse de Finbox"), "https://finbox.example/api{Enter}");
    await user.type(screen.getByLabelText("Clé d'accès"), "a-secret{Enter}");
    await waitFor(() => {
      expect(button("Activer la connexion externe").disabled).toBe(false);
    });
    expect(asked(office, "set_setting")).toEqual([{ key: "finbox.url", value: "https://finbox.example/api" }]);
    expect(asked(office, "set_secret")).toEqual([{ name: "finbox.access_key", value: "a-secret" }]);
    expect(screen.getByLabelText<HTMLInputElement>("Clé d'accès").value).toBe("");
    await user.click(button("Tester la connexion"));
    expect(await screen.findByText(/Aucune connexion externe n'y est active/)).toBeTruthy();
  });

  test("the deactivation asks first and says what will stop", async () => {
    const { office, user } = await openWindow("connection", "connected");
    await user.click(button("Désactiver la connexion externe"));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/9 bilans qui attendent encore/)).toBeTruthy();
    expect(dialog.getByText(/d'ici à une nouvelle activation/)).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Annuler" }));
    expect(asked(office, "deactivate")).toEqual([]);
    await user.click(button("Désactiver la connexion externe"));
    await user.click(await screen.findByRole("button", { name: "Désactiver" }));
    expect(await screen.findByText(/9 bilans ne seront plus envoyés/)).toBeTruthy();
    expect(button("Activer la connexion externe")).toBeTruthy();
  });

  test("existing connections stand in a table, and one of them is removed", async () => {
    const { office, user } = await openWindow("connection", "connected");
    const table = within(screen.getByRole("table", { name: "Connexions existantes" }));
    expect(table.getByRole("columnheader", { name: "Entreprise Silverfin" })).toBeTruthy();
    const row = within(table.getByRole("row", { name: /Kantoor De Linde/ }));
    expect(row.getByText("PC-BUREAU-1")).toBeTruthy();
    await user.click(row.getByRole("button", { name: "Retirer" }));
    await user.click(await screen.findByRole("button", { name: "Retirer la connexion" }));
    await waitFor(() => {
      expect(screen.queryByRole("row", { name: /Kantoor De Linde/ })).toBeNull();
    });
    expect(asked(office, "remove_connection")).toEqual([{ firm: 1029 }]);
  });

  test("without a network, what is known stays on screen and the reason beside it", async () => {
    const { user } = await openWindow("connection", "offline");
    expect((await screen.findAllByText("Finbox injoignable")).length).toBeGreaterThan(0);
    expect(screen.getByRole("row", { name: /Fiduciaire du Canal/ })).toBeTruthy();
    await user.click(button("Copier l'identifiant d'appariement"));
    expect(await screen.findByText("Identifiant copié")).toBeTruthy();
  });
});
