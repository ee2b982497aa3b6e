// A text is saved while it is written: some seconds after a change, and when the writer leaves it.
//
// <form data-autosave> sends itself in the background with the header X-Autosave and says in its
// [data-autosave-status] what became of it. Its hidden field "version" follows what is saved, so the
// next save goes on from there. When somebody else has saved, nothing is overwritten: the writer is
// led to the page with both texts, by the form's own button. Without JavaScript the button is all.

const PAUSE = 10000;

const WORDS = {
  sv: {
    saving: "Sparar …",
    compare: "Jämför texterna",
    offline: "Inte sparat: ingen kontakt med Kraftsam. Texten finns kvar här, och ett nytt försök görs strax.",
    signedOut: "Inte sparat: du har loggats ut. Texten finns kvar i den här fliken. Logga in igen, så erbjuds du att hämta tillbaka den.",
    failed: "Inte sparat: något gick fel. Texten finns kvar här. Försök med knappen.",
  },
  en: {
    saving: "Saving …",
    compare: "Compare the texts",
    offline: "Not saved: no contact with Kraftsam. The text is still here, and another attempt is made shortly.",
    signedOut: "Not saved: you have been signed out. The text is still in this tab. Sign in again and you are offered to bring it back.",
    failed: "Not saved: something went wrong. The text is still here. Try the button.",
  },
};
const words = WORDS[document.documentElement.lang] || WORDS.sv;

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.saved = this.text();
    this.underWay = null;
    this.stopped = false;
    form.addEventListener("editor:ready", () => (this.saved = this.text()));
    form.addEventListener("input", () => this.soon());
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) this.save();
    });
    form.addEventListener("submit", (event) => this.letItFinish(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save();
    });
  }

  text() {
    return new FormData(this.form).get("body");
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** The button waits for a save under way: it would otherwise be taken for somebody else's. */
  letItFinish(event) {
    clearTimeout(this.timer);
    this.stopped = true;
    if (!this.underWay) return;
    event.preventDefault();
    this.underWay.finally(() => this.form.requestSubmit(event.submitter));
  }

  save() {
    clearTimeout(this.timer);
    if (this.stopped || this.underWay || this.text() === this.saved) return;
    this.underWay = this.send().finally(() => {
      this.underWay = null;
      if (!this.stopped && this.text() !== this.saved) this.soon();
    });
  }

  async send() {
    const text = this.text();
    this.say(words.saving);
    let response;
    try {
      const body = new FormData(this.form);
      response = await fetch(this.form.action, { method: "POST", body, headers: { "X-Autosave": "1" }, redirect: "manual" });
    } catch {
      return this.say(words.offline);
    }
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.type === "opaqueredirect" || (response.status === 403 && !isOurs)) return this.stop(words.signedOut);
    if (!isOurs) return this.stop(words.failed);
    const answer = await response.json();
    if (response.ok) return this.follow(answer, text);
    if (response.status === 409) return this.lead(answer.message);
    return this.say(answer.message);
  }

  follow(answer, text) {
    this.form.elements.version.value = answer.version;
    this.saved = text;
    this.say(answer.message);
    this.form.dispatchEvent(new CustomEvent("autosave:saved"));
  }

  stop(message) {
    this.stopped = true;
    this.say(message);
  }

  lead(message) {
    this.stop(message);
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "ds-button";
    button.dataset.size = "sm";
    button.dataset.variant = "secondary";
    button.textContent = words.compare;
    this.status.append(" ", button);
  }

  say(message) {
    if (this.status) this.status.textContent = message;
  }
}

// After the other modules, so that the editor's own first writing is not taken for somebody's typing.
for (const form of document.querySelectorAll("form[data-autosave]")) setTimeout(() => new Autosave(form));
