// The demo shop's sign-in. A real shop has accounts of its own, and signs the token on its server (docs/web-chat.md).

const KEPT = "shop:account";
const chooser = document.querySelector("#account");
const chat = document.querySelector("shoebox-chat");
const ownPage = document.querySelector("#own-page");

async function tokenFor(account) {
  const answer = await fetch("/chat/demo/session", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ account }), credentials: "omit",
  });
  return (await answer.json()).site_token;
}

async function become(account) {
  if (!account) {
    sessionStorage.removeItem(KEPT);
    chat.removeAttribute("token");
    return;
  }
  sessionStorage.setItem(KEPT, account);
  chat.setAttribute("token", await tokenFor(account));
}

async function openOwnPage(event) {
  if (!chooser.value) return; // a visitor's page is found by the browser alone
  event.preventDefault();
  location.href = `${ownPage.href}#token=${await tokenFor(chooser.value)}`;
}

chooser.value = sessionStorage.getItem(KEPT) ?? "";
if (chooser.value) become(chooser.value);
chooser.addEventListener("change", () => become(chooser.value));
ownPage.addEventListener("click", openOwnPage);
