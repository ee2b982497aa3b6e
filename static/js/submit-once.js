// A form is sent once, however often its button is pressed.
//
// Every POST form is guarded. <form data-submit-once="Skickar …"> also says so on the button;
// without a value the button says "Sparar …".

const WORDS = { sv: "Sparar …", en: "Saving …" };
const RELEASE_AFTER = 20000; // a download leaves the page where it is: let it be sent again

const sent = new WeakMap();

function busyText(form) {
  return form.dataset.submitOnce || WORDS[document.documentElement.lang] || WORDS.sv;
}

function hold(form, button) {
  const release = () => {
    sent.delete(form);
    if (!button) return;
    button.removeAttribute("aria-disabled");
    delete button.dataset.busy;
    if (button.dataset.label) button.lastChild.textContent = button.dataset.label;
  };
  sent.set(form, release);
  setTimeout(release, RELEASE_AFTER);
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  if ("submitOnce" in form.dataset && button.lastChild) {
    button.dataset.busy = "";
    button.dataset.label = button.lastChild.textContent;
    button.lastChild.textContent = busyText(form);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) event.preventDefault();
  else hold(form, event.submitter);
});

// A page that the browser brings back from its cache starts afresh.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) sent.get(form)?.();
});
