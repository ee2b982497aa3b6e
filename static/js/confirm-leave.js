// What somebody has written is not lost: by leaving the page, or because the session ended.
//
// Every form that is posted keeps what was filled in from when it is sent until it is saved. If the
// reader had to sign in first, or the page never arrived, it is there again when the form is.
// <form data-keep-draft="yttrande-12"> also keeps what is typed and not sent, offers it back when the
// page is opened again without it, and asks before the page is left with unsaved text. The value
// names the thing that is edited. Drafts stay in the tab and are gone when it is closed, when its
// user signs out or when somebody else signs in, so that nobody is shown another's text.

const PREFIX = "kraftsam:draft:";
const SENT = "kraftsam:sent";
const PAUSE = 400;
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button"]);
const SEEN = /(^|_)(version|seen)$/; // what the writer had seen: another's later text is then found
const READER = document.body.dataset.reader || "";

const WORDS = {
  sv: {
    found: "Här finns text från klockan {time} som inte är sparad.",
    restore: "Hämta tillbaka texten",
    discard: "Släng den",
    returned: "Det du fyllde i klockan {time} är tillbaka. Det är inte sparat ännu.",
  },
  en: {
    found: "There is text from {time} that has not been saved.",
    restore: "Bring the text back",
    discard: "Discard it",
    returned: "What you filled in at {time} is back. It has not been saved yet.",
  },
};
const words = WORDS[document.documentElement.lang] || WORDS.sv;

function storageKey(form) {
  return PREFIX + (form.dataset.keepDraft || nameOf(form));
}

/** A form without a name of its own: by its page, where it is sent and what is asked for. */
function nameOf(form) {
  const asked = new Set(fields(form).map((field) => field.name));
  return [location.pathname, form.getAttribute("action") || "", ...asked].join("|");
}

function isKept(field) {
  return field.name && (!SKIPPED.has(field.type) || (field.type === "hidden" && SEEN.test(field.name)));
}

function fields(form) {
  return [...form.elements].filter(isKept);
}

function values(form) {
  return fields(form).map((field) => {
    const ticked = field.type === "checkbox" || field.type === "radio";
    return [field.name, ticked ? field.checked : field.value];
  });
}

function fill(form, saved) {
  fields(form).forEach((field, index) => {
    const [name, value] = saved[index] || [];
    if (name !== field.name) return;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
    field.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
  });
}

function remember(form, key) {
  const time = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" });
  store(key, JSON.stringify({ at: time.replace(":", "."), reader: READER, values: values(form) }));
}

function store(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // The tab's store is full: a text of several megabytes is kept by the form alone.
  }
}

/** Whether the same is filled in; which version it began from is not. */
function same(one, other) {
  const filledIn = (all) => JSON.stringify(all.filter(([name]) => !SEEN.test(name)));
  return filledIn(one) === filledIn(other);
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null; // not ours, or from an older version
  }
}

function button(label, variant, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ds-button";
  made.dataset.size = "sm";
  made.dataset.variant = variant;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function notice(form, text, ...buttons) {
  const shown = document.createElement("div");
  shown.className = "ds-alert";
  shown.dataset.color = "info";
  shown.setAttribute("role", "status");
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  const row = document.createElement("div");
  row.className = "ks-actions";
  row.append(...buttons);
  shown.append(paragraph, ...(buttons.length ? [row] : []));
  form.prepend(shown);
  return shown;
}

function offer(form, draft, done) {
  const shown = notice(
    form,
    words.found.replace("{time}", draft.at),
    button(words.restore, "secondary", () => {
      fill(form, draft.values);
      shown.remove();
      done();
      visible(form)?.focus();
    }),
    button(words.discard, "tertiary", () => {
      sessionStorage.removeItem(storageKey(form));
      shown.remove();
    }),
  );
}

function giveBack(form, draft) {
  fill(form, draft.values);
  notice(form, words.returned.replace("{time}", draft.at));
  form.scrollIntoView({ block: "start" });
  visible(form)?.focus({ preventScroll: true });
}

function visible(form) {
  return fields(form).find((field) => field.type !== "hidden");
}

function watch(form) {
  const key = storageKey(form);
  // Editors put their text into the form while the page loads: what they put is where we start.
  let start = values(form);

  form.addEventListener("editor:ready", () => (start = values(form)));
  const draft = read(key);
  const isBack = draft && comesBack(key, draft);
  if (!draft || same(draft.values, start) || draft.reader !== READER) sessionStorage.removeItem(key);
  else if (isBack) giveBack(form, draft);
  else if (isGuarded(form) && !(isAnswer && shows(".ds-error-summary"))) offer(form, draft, () => remember(form, key));
  else sessionStorage.removeItem(key);

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    remember(form, key);
    store(SENT, JSON.stringify({ key, page: plain(location.href) }));
  });
  if (isGuarded(form)) guard(form, key, () => !same(values(form), start), () => (start = values(form)));
}

/** Keep what is typed, and ask before it is left. */
function guard(form, key, isDirty, isSaved) {
  let leaving = false;
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => isDirty() && remember(form, key), PAUSE);
  });
  form.addEventListener("autosave:saved", () => {
    isSaved();
    sessionStorage.removeItem(key);
  });
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isDirty()) event.preventDefault();
  });
}

function isGuarded(form) {
  return "keepDraft" in form.dataset;
}

/** Whether the reader comes back to a form that was sent and not taken in. */
function comesBack(key, draft) {
  if (draft.isBack) return true;
  if (unsettled !== key) return false;
  sessionStorage.removeItem(SENT);
  return !isAnswer;
}

/** Whether this page is what the form was answered with: what it says of the text stands there. */
function isOwnAnswer() {
  const [way] = performance.getEntriesByType("navigation");
  return way?.type === "navigate" && plain(document.referrer) === plain(location.href);
}

function shows(selector) {
  return document.querySelector(selector) !== null;
}

function plain(address) {
  return address.split("#")[0];
}

/** Whether this page says that the form was taken in, or the form led here, as one that is does. */
function isTakenIn(page) {
  if (shows('.ks-messages [data-color="success"]')) return true;
  const wasLed = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  const wasLedHere = wasLed && plain(document.referrer) === page;
  return wasLedHere && !shows('.ks-messages [data-color="danger"], .ks-messages [data-color="warning"]');
}

/** What became of the form that was sent last, as this page tells; its key when it cannot be told. */
function settle() {
  const sent = read(SENT);
  if (!sent?.key) return null;
  const draft = read(sent.key);
  const turnedAway = shows("[data-not-saved]");
  if (!turnedAway && !isTakenIn(sent.page)) return sent.key;
  sessionStorage.removeItem(SENT);
  if (turnedAway && draft) store(sent.key, JSON.stringify({ ...draft, isBack: true }));
  else sessionStorage.removeItem(sent.key);
  return null;
}

function forgetAll() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) || key === SENT) sessionStorage.removeItem(key);
  }
}

/** Sign-in and search keep nothing, nor does a form that is only a button. */
function mayBeKept(form) {
  const secret = form.querySelector('[type="password"]') || form.matches("[data-forget-drafts]");
  return form.method === "post" && !secret && visible(form);
}

const unsettled = settle();
const isAnswer = isOwnAnswer();
for (const form of document.querySelectorAll("main form")) {
  // After the other modules, so that an editor's own changes are not taken for somebody's typing.
  if (mayBeKept(form)) setTimeout(() => watch(form));
}
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget-drafts]")) forgetAll();
});
