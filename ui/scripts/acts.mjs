// What has to be done before a page shows its dialogs, its answers and its refusals.

export const ACTS = [
  {
    name: "silverfin-link-success",
    page: "silverfin-link",
    scene: "activated",
    async act(page) {
      await page.getByRole("textbox").first().fill("SZKN-MQ47-RYTK-2C52");
      await page.locator("form button").first().click();
      await page.locator(".step").nth(1).getByRole("button").nth(2).click();
      await page.locator("form input.code").last().fill("0123456789abcdef");
      await page.locator("form").last().getByRole("button").click();
      await page.waitForSelector(".success");
    },
  },
  {
    name: "silverfin-link-mistyped",
    page: "silverfin-link",
    scene: "activated",
    async act(page) {
      await page.getByRole("textbox").first().fill("SZKN-MQ47");
      await page.locator("form button").first().click();
      await page.waitForSelector("[role=alert]");
    },
  },
  {
    name: "silverfin-link-under-way",
    page: "silverfin-link",
    scene: "connected",
    async act(page) {
      await page.locator(".step").nth(1).locator("button.primary").click();
      await page.waitForSelector("[role=status] strong");
    },
  },
  {
    name: "connection-wrong-date",
    page: "connection",
    scene: "ready",
    async act(page) {
      await page.locator("input[type=date]").fill("2026-03-01");
    },
  },
  {
    name: "connection-deactivate",
    page: "connection",
    scene: "connected",
    async act(page) {
      await page.locator("button.grave").first().click();
      await page.waitForSelector("dialog[open]");
    },
  },
  {
    name: "dossiers-associate",
    page: "dossiers",
    scene: "connected",
    async act(page) {
      await page.locator("td .actions button").first().click();
      await page.waitForSelector("dialog[open] [role=radiogroup]");
      await page.locator("dialog[open] input[type=radio]").first().check();
    },
  },
  {
    name: "dossiers-details",
    page: "dossiers",
    scene: "connected",
    async act(page) {
      await page.locator("button.name").nth(2).click();
      await page.waitForSelector("dialog[open] dl");
    },
  },
  {
    name: "dossiers-none",
    page: "dossiers",
    scene: "connected",
    async act(page) {
      await page.locator("input[type=search]").fill("zzz");
      await page.waitForSelector(".empty");
    },
  },
];
