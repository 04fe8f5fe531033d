// The form by which a GET is tried. The token lives in the input of this page and in nothing that outlasts it.
import { el, resolve } from "./schema.js";

const SHOWN_CHARACTERS = 200_000;

export function tryForm(spec, base, path, operation, parameters) {
  const fields = parameters.map((parameter) => field(spec, path, parameter));
  const types = Object.keys(resolve(spec, operation.responses["200"]).content ?? {});
  const accept = el("select", { id: "try-" + path + "-accept" }, types.map((type) => el("option", {}, type)));
  const button = el("button", { type: "submit" }, "Send GET");
  const result = el("div", { role: "status", "aria-live": "polite" });
  const form = el("form", { "aria-label": "Try GET " + path },
    el("div", { class: "fields" },
      fields.flatMap(({ label, input }) => [label, input]),
      el("label", { for: accept.id }, "Accept"), accept),
    button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await send(base, path, fields, accept.value, operation, result);
    } finally {
      button.disabled = false;
    }
  });
  return el("div", {}, form, result);
}

function field(spec, path, parameter) {
  const id = "try-" + path + "-" + parameter.in + "-" + parameter.name;
  const example = parameter.in === "path" ? (parameter.example ?? "") : "";
  const input = el("input", { id, name: parameter.name, value: example, spellcheck: "false", autocomplete: "off" });
  if (parameter.required) {
    input.required = true;
  }
  return { parameter, input, label: el("label", { for: id }, parameter.name + " (" + parameter.in + ")") };
}

/** Relative to where the specification is, so it works behind a proxy's path too. */
function target(base, path, fields) {
  let filled = path;
  const query = [];
  for (const { parameter, input } of fields) {
    const value = encodeURIComponent(input.value);
    if (parameter.in === "path") {
      filled = filled.replace("{" + parameter.name + "}", value);
    } else if (parameter.in === "query" && input.value) {
      query.push(encodeURIComponent(parameter.name) + "=" + value.replaceAll("%2C", ","));
    }
  }
  return new URL("." + filled + (query.length ? "?" + query.join("&") : ""), base);
}

async function send(base, path, fields, accept, operation, result) {
  const headers = { Accept: accept };
  for (const { parameter, input } of fields) {
    if (parameter.in === "header" && input.value) {
      headers[parameter.name] = input.value;
    }
  }
  const token = document.getElementById("token").value;
  const open = operation.security?.length === 0;
  if (token && !open) {
    headers.Authorization = "Bearer " + token;
  }
  result.replaceChildren("Asking …");
  try {
    const url = target(base, path, fields);
    // no-store: or the browser would answer a 304 as a 200 of its own, and keep what a token opened.
    const answer = await fetch(url, { headers, cache: "no-store", credentials: "omit", redirect: "error" });
    const body = await answer.text();
    const head = [...answer.headers].map(([name, value]) => name + ": " + value).join("\n");
    result.replaceChildren(
      el("h4", answer.ok ? {} : { class: "failed" }, "GET " + url.pathname + url.search + " → " + answer.status),
      el("pre", { tabindex: "0", "aria-label": "Headers of the answer" }, head),
      el("pre", { tabindex: "0", "aria-label": "Body of the answer" }, readable(body)));
  } catch (failure) {
    result.replaceChildren(el("p", { class: "failed" }, "No answer: " + failure.message));
  }
}

function readable(body) {
  const cut = body.length > SHOWN_CHARACTERS ? body.slice(0, SHOWN_CHARACTERS) + "\n… cut here" : body;
  try {
    return JSON.stringify(JSON.parse(cut), null, 2);
  } catch {
    return cut;
  }
}
