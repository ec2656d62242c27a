import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, onTestFinished, test, vi } from "vitest";

import App from "../src/App.svelte";
import { Refusal } from "../src/client/client.ts";
import { type MockOffice, mockClient } from "../src/client/mock/mock.ts";
import { failure } from "../src/client/mock/words.ts";
import { words } from "../src/words/words.svelte.ts";
import { asked, openWindow } from "./support.ts";

describe("Paramètres", () => {
  test("every page is reached from the navigation, and the badge counts what waits", async () => {
    const { user } = await openWindow("connection", "connected");
    for (const name of ["Dossiers", "Activité", "Préférences", "Aide", "Connexion bilan social"]) {
      await user.click(screen.getByRole("link", { name }));
      expect(await screen.findByRole("heading", { level: 1, name })).toBeTruthy();
      expect(screen.getByRole("link", { name }).getAttribute("aria-current")).toBe("page");
    }
    expect(screen.getByText("4 dossiers à traiter")).toBeTruthy();
  });

  test("the agent's wish for a page is followed", async () => {
    const { office } = await openWindow("connection", "connected");
    office.tell({ kind: "page", page: "activity" });
    expect(await screen.findByRole("heading", { level: 1, name: "Activité" })).toBeTruthy();
  });

  test("the sandbox is plain to see, and its clock can be moved", async () => {
    const { office, user } = await openWindow("connection", "sandbox");
    expect(screen.getByRole("complementary", { name: "Bac à sable" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Nuit suivante" }));
    expect(asked(office, "next_night")).toHaveLength(1);
    await waitFor(() => {
      expect(screen.getByLabelText<HTMLInputElement>("Date de début").value).toBe("2026-03-04");
    });
  });

  test("a crash is told of until it was read", async () => {
    const { user } = await openWindow("connection", "crash");
    expect(screen.getByText("Passerelle s'était arrêtée sans prévenir")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "J'ai compris" }));
    await waitFor(() => {
      expect(screen.queryByText("Passerelle s'était arrêtée sans prévenir")).toBeNull();
    });
  });

  test("a missed night is caught up on request", async () => {
    const { office, user } = await openWindow("dossiers", "missed");
    await user.click(screen.getByRole("button", { name: "Rattraper la nuit du 02/03" }));
    expect(asked(office, "catch_up")).toEqual([{ night: "2026-03-02" }]);
  });

  test("the agent's state is always there, and a run can be asked for", async () => {
    const { office, user } = await openWindow("help", "connected");
    expect(screen.getByText("4 dossiers attendent votre décision")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Synchroniser maintenant" }));
    expect(asked(office, "sync_now")).toHaveLength(1);
    expect(await screen.findByRole("progressbar")).toBeTruthy();
  });

  test("a trouble offers the way out of it", async () => {
    const { office, user } = await openWindow("help", "connected");
    const trouble = failure("fr", "client_missing", "open_preferences");
    office.tell({ kind: "agent", agent: { ...office.snapshot.agent, trouble } });
    await user.click(await screen.findByRole("button", { name: "Ouvrir « Préférences »" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Préférences" })).toBeTruthy();
  });

  test("a way out that is barred says so at the top of the page", async () => {
    const { office, user } = await openWindow("help", "connected");
    const trouble = failure("fr", "login_lapsed", "log_in", { firm: "Fiduciaire du Canal" });
    const call = office.call.bind(office);
    office.call = (name, input) =>
      name === "open_page" ? Promise.reject(new Refusal(failure("fr", "keyring_locked", null))) : call(name, input);
    office.tell({ kind: "agent", agent: { ...office.snapshot.agent, trouble } });
    await user.click(await screen.findByRole("button", { name: "Se connecter à Silverfin" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Trousseau verrouillé");
  });

  test("an agent that does not answer is asked again", async () => {
    const office = mockClient("connected");
    const call = office.call.bind(office);
    let isGone = true;
    office.call = (name, input) => (isGone ? Promise.reject(new Error("gone")) : call(name, input));
    render(App, { client: office });
    expect((await screen.findByRole("alert")).textContent).toContain("Erreur dans la fenêtre");
    isGone = false;
    await userEvent.click(screen.getByRole("button", { name: "Réessayer" }));
    expect(await screen.findByRole("navigation")).toBeTruthy();
  });

  test("what happens while the words are still on their way is shown with them", async () => {
    const office = mockClient("working");
    const speak = words.speak.bind(words);
    let come: () => void = () => undefined;
    const spy = vi.spyOn(words, "speak").mockImplementation(async (language) => {
      await new Promise<void>((resolve) => (come = resolve));
      await speak(language);
    });
    onTestFinished(() => {
      spy.mockRestore();
    });
    render(App, { client: office });
    await waitFor(() => {
      expect(spy).toHaveBeenCalled();
    });
    office.tell({ kind: "agent", agent: { ...office.snapshot.agent, is_running: false, progress: null } });
    come();
    const button = await screen.findByRole<HTMLButtonElement>("button", { name: "Synchroniser maintenant" });
    expect(button.getAttribute("aria-disabled")).not.toBe("true");
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  test("until the agent answers, nothing is claimed", async () => {
    await openWindow("connection", "loading");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Passerelle");
    expect(screen.queryByRole("navigation")).toBeNull();
  });
});

describe("Préférences", () => {
  test("the language changes at once, and with it the agent's own words", async () => {
    const { user } = await openWindow("preferences", "connected");
    await user.selectOptions(screen.getByLabelText("Langue"), "nl");
    expect(await screen.findByRole("heading", { level: 1, name: "Voorkeuren" })).toBeTruthy();
    expect(screen.getByText("4 dossiers wachten op uw beslissing")).toBeTruthy();
    expect(document.documentElement.lang).toBe("nl-BE");
    await user.click(screen.getByRole("link", { name: "Dossiers" }));
    expect((await screen.findAllByText("Te koppelen")).length).toBe(2);
  });

  test("what the office fixed is shown locked, with the reason", async () => {
    const { office, user } = await openWindow("preferences", "managed");
    const proxy = screen.getByLabelText<HTMLSelectElement>("Proxy");
    expect(proxy.disabled).toBe(true);
    expect(document.getElementById(proxy.getAttribute("aria-describedby") ?? "")?.textContent).toContain(
      "Fixé par votre bureau",
    );
    await user.click(screen.getByRole("radio", { name: "Aucune" }));
    expect(asked(office, "set_setting")).toEqual([]);
  });

  test("autostart shows how it is, not how it was wished", async () => {
    const { office, user } = await openWindow("preferences", "connected");
    const autostart = screen.getByRole<HTMLInputElement>("switch", { name: "Ouvrir à l'ouverture de session" });
    expect(autostart.checked).toBe(false);
    await user.click(autostart);
    await waitFor(() => {
      expect(autostart.checked).toBe(true);
    });
    expect(asked(office, "set_autostart")).toEqual([{ on: true }]);
    office.change({ autostart: "off" }, ["settings"]);
    await waitFor(() => {
      expect(autostart.checked).toBe(false);
    });
  });

  test("a setting is kept when its field is left, and a refusal stands below it", async () => {
    const { office, user } = await openWindow("preferences", "connected");
    await user.click(screen.getByRole("radio", { name: "Résumé par nuit" }));
    expect(await screen.findByText("Enregistré")).toBeTruthy();
    const address = screen.getByLabelText<HTMLInputElement>("Adresse de Silverfin");
    await user.clear(address);
    await user.type(address, "http://elsewhere.example");
    await user.tab();
    await waitFor(() => {
      expect(address.getAttribute("aria-invalid")).toBe("true");
    });
    expect(address.value).toBe("http://elsewhere.example");
    expect(asked(office, "set_setting")).toEqual([
      { key: "notifications.level", value: "summary" },
      { key: "silverfin.url", value: "http://elsewhere.example" },
    ]);
  });

  test("a choice that is refused does not stay chosen", async () => {
    const { office, user } = await openWindow("preferences", "connected");
    refuseSettings(office);
    const language = screen.getByLabelText<HTMLSelectElement>("Langue");
    const before = language.value;
    await user.selectOptions(language, "nl");
    await waitFor(() => {
      expect(language.value).toBe(before);
    });
    const chosen = screen.getByRole<HTMLInputElement>("radio", { name: "Chaque bilan" });
    expect(chosen.checked).toBe(true);
    await user.click(screen.getByRole("radio", { name: "Résumé par nuit" }));
    await waitFor(() => {
      expect(chosen.checked).toBe(true);
    });
  });

  test("a night time that is cleared shows the one that counts", async () => {
    const { office } = await openWindow("preferences", "connected");
    const start = within(screen.getByRole("group", { name: "Fenêtre de la nuit" })).getByLabelText<HTMLInputElement>(
      "de",
    );
    const before = start.value;
    expect(before).not.toBe("");
    await fireEvent.change(start, { target: { value: "" } });
    expect(asked(office, "set_setting")).toEqual([{ key: "schedule.window_start", value: null }]);
    await waitFor(() => {
      expect(start.value).toBe(before);
    });
  });

  test("half of the quiet hours is none, and says so", async () => {
    await openWindow("preferences", "connected");
    const hours = within(screen.getByRole("group", { name: "Heures calmes" }));
    expect(screen.queryByText(/Une heure seule/)).toBeNull();
    await fireEvent.change(hours.getByLabelText("de"), { target: { value: "22:00" } });
    expect(await screen.findByText(/Une heure seule ne compte pas/)).toBeTruthy();
    await fireEvent.change(hours.getByLabelText("à"), { target: { value: "07:00" } });
    await waitFor(() => {
      expect(screen.queryByText(/Une heure seule/)).toBeNull();
    });
  });

  test("everything is checked on request, with what to do", async () => {
    const { user } = await openWindow("preferences", "connected");
    await user.click(screen.getByRole("button", { name: "Tout vérifier" }));
    expect(await screen.findByText("Accès à Silverfin incomplet")).toBeTruthy();
    expect(screen.getByText("2 points demandent votre attention.")).toBeTruthy();
  });

  test("a secret is never shown, and leaves the field once it is kept", async () => {
    const { office, user } = await openWindow("preferences", "connected");
    const secret = screen.getByLabelText<HTMLInputElement>("Secret");
    expect(secret.type).toBe("password");
    expect(secret.value).toBe("");
    await user.type(secret, "s3cret{Enter}");
    await waitFor(() => {
      expect(secret.value).toBe("");
    });
    expect(asked(office, "set_secret")).toEqual([{ name: "silverfin.client_secret", value: "s3cret" }]);
  });
});

describe("Activité", () => {
  test("nights come newest first, caught-up nights say so, and the filter chooses", async () => {
    const { user } = await openWindow("activity", "connected");
    const headings = (await screen.findAllByRole("heading", { level: 2 })).map((heading) => heading.textContent);
    expect(headings).toEqual(["Nuit du 03/03", "Nuit du 02/03, rattrapée", "Nuit du 01/03", "Entre deux nuits"]);
    await user.selectOptions(screen.getByLabelText("Afficher"), "connection");
    await waitFor(() => {
      expect(screen.getAllByRole("heading", { level: 2 })).toHaveLength(1);
    });
    expect(screen.getByText(/Connecté à Silverfin/)).toBeTruthy();
  });

  test("the export says where it went", async () => {
    const { user } = await openWindow("activity", "connected");
    await user.click(screen.getByRole("button", { name: "Exporter (CSV)" }));
    expect(await screen.findByText(/passerelle-activite-2026-03-03\.csv/)).toBeTruthy();
  });
});

/** No setting is changed any more. */
function refuseSettings(office: MockOffice): void {
  const call = office.call.bind(office);
  office.call = (name, input) =>
    name === "set_setting" ? Promise.reject(new Refusal(office.failure("settings_unreadable"))) : call(name, input);
}
