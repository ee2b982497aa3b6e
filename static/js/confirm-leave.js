// What somebody has written is not lost: by leaving the page, or because the session ended.
//
// <form data-keep-draft="yttrande-12"> keeps what is typed in this browser tab, offers it back when
// the page is opened again without it, and asks before the page is left with unsaved text. The
// value names the thing that is edited. Drafts stay in the tab and are gone when it is closed or
// when its user signs out, so that they are never shown to the next person at the computer.

const PREFIX = "kraftsam:draft:";
const PENDING = "kraftsam:sent";
const PAUSE = 400;
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button"]);

const WORDS = {
  sv: {
    found: "Här finns text från klockan {time} som inte är sparad.",
    restore: "Hämta tillbaka texten",
    discard: "Släng den",
  },
  en: {
    found: "There is text from {time} that has not been saved.",
    restore: "Bring the text back",
    discard: "Discard it",
  },
};
const words = WORDS[document.documentElement.lang] || WORDS.sv;

function storageKey(form) {
  return PREFIX + form.dataset.keepDraft;
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type));
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

function store(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // The tab's store is full: a text of several megabytes is kept by the form alone.
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
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

function offer(form, draft, done) {
  const notice = document.createElement("div");
  notice.className = "ds-alert";
  notice.dataset.color = "info";
  notice.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = words.found.replace("{time}", draft.at);
  const row = document.createElement("div");
  row.className = "ks-actions";
  row.append(
    button(words.restore, "secondary", () => {
      fill(form, draft.values);
      notice.remove();
      done();
      fields(form)[0]?.focus();
    }),
    button(words.discard, "tertiary", () => {
      sessionStorage.removeItem(storageKey(form));
      notice.remove();
    }),
  );
  notice.append(text, row);
  form.prepend(notice);
}

function watch(form) {
  const key = storageKey(form);
  // Editors put their text into the form while the page loads: what they put is where we start.
  let start = values(form);
  let leaving = false;
  let timer;

  const isDirty = () => !same(values(form), start);
  const keep = () => {
    if (!isDirty()) return;
    const at = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" });
    store(key, JSON.stringify({ at: at.replace(":", "."), values: values(form) }));
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("editor:ready", () => (start = values(form)));
  form.addEventListener("autosave:saved", () => {
    start = values(form);
    sessionStorage.removeItem(key);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keep();
    leaving = true;
    store(PENDING, key);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isDirty()) event.preventDefault();
  });

  const draft = read(key);
  if (draft && same(draft.values, start)) sessionStorage.removeItem(key);
  else if (draft) offer(form, draft, keep);
}

function forgetWhatWasSaved() {
  const pending = sessionStorage.getItem(PENDING);
  if (pending && document.querySelector('.ks-messages [data-color="success"]')) {
    sessionStorage.removeItem(pending);
    sessionStorage.removeItem(PENDING);
  }
}

function forgetAll() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) || key === PENDING) sessionStorage.removeItem(key);
  }
}

forgetWhatWasSaved();
for (const form of document.querySelectorAll("form[data-keep-draft]")) {
  // After the other modules, so that an editor's own changes are not taken for somebody's typing.
  setTimeout(() => watch(form));
}
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget-drafts]")) forgetAll();
});
