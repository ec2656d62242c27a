import { openBrowser } from "./browser.mjs";
const b = await openBrowser(); const p = await b.browser.newPage({viewport:{width:960,height:680}});
p.on("console", m => console.log(m.text())); p.on("pageerror", e => console.log("ERR", e.stack));
await p.goto(b.address("dossiers","connected")); await p.waitForTimeout(1000);
await p.evaluate(()=>{window.n=0; new MutationObserver(m=>{window.n+=m.length}).observe(document.body,{subtree:true,childList:true,attributes:true,characterData:true})});
await p.waitForTimeout(1000); console.log("mutations", await p.evaluate(()=>window.n));
try { await p.locator("td .actions button").first().click({timeout:3000}); } catch(e) { console.log(e.message); }
await p.screenshot({path:"/tmp/ui-dbg.png"}); await b.close();
