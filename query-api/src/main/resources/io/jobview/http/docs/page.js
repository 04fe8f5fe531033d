// Draws the description that this server serves at openapi.yaml, asked for as JSON. No library, and no other server.
import { anchor, brief, el, prose, resolve, schemaSection, table } from "./schema.js";
import { tryForm } from "./try.js";

const main = document.getElementById("main");
const contents = document.getElementById("contents");
const base = new URL("openapi.yaml", document.baseURI);

document.getElementById("credentials").addEventListener("submit", (event) => event.preventDefault());

try {
  const answer = await fetch(base, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error("openapi.yaml answered " + answer.status);
  }
  draw(await answer.json());
  follow();
  addEventListener("hashchange", follow);
} catch (failure) {
  document.getElementById("state").textContent = "The description cannot be shown: " + failure.message;
}

function draw(spec) {
  document.getElementById("title").textContent = spec.info.title + " API, version " + spec.info.version;
  document.title = spec.info.title + " API";
  const state = document.getElementById("state");
  state.replaceChildren("OpenAPI " + spec.openapi + ": ", el("a", { href: base.href }, "openapi.yaml"));
  main.append(...prose(spec.info.description));
  for (const tag of spec.tags) {
    const routes = Object.entries(spec.paths).filter(([, item]) => item.get?.tags.includes(tag.name));
    main.append(el("h2", {}, tag.name), ...prose(tag.description),
      ...routes.map(([path, item]) => route(spec, path, item)));
    list(tag.name, routes.map(([path]) => ["route-" + anchor(path), path]));
  }
  const schemas = Object.entries(spec.components.schemas);
  main.append(el("h2", {}, "schemas"), ...schemas.map(([name, schema]) => schemaSection(spec, name, schema)));
  list("schemas", schemas.map(([name]) => ["schema-" + anchor(name), name]));
}

function list(title, links) {
  contents.append(el("strong", {}, title),
    el("ul", {}, links.map(([id, text]) => el("li", {}, el("a", { href: "#" + id }, text)))));
}

function route(spec, path, item) {
  const operation = item.get;
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolve(spec, one));
  const open = operation.security?.length === 0;
  return el("details", { class: "route", id: "route-" + anchor(path) },
    el("summary", {},
      el("span", { class: "method" }, "GET"),
      el("h3", { class: "path" }, path),
      el("span", {}, operation.summary),
      open ? el("span", { class: "open" }, "no token needed") : null),
    el("div", { class: "inside" },
      prose(operation.description),
      parameters.length ? [el("h4", {}, "Parameters"), parameterTable(spec, parameters)] : null,
      el("h4", {}, "Answers"),
      answerTable(spec, operation.responses),
      el("h4", {}, "Try it"),
      tryForm(spec, base, path, operation, parameters)));
}

function parameterTable(spec, parameters) {
  return table(["name", "in", "value"], parameters.map((parameter) => el("tr", {},
    el("th", { scope: "row" }, el("code", {}, parameter.name),
      parameter.required ? el("span", { class: "required" }, " required") : null),
    el("td", {}, parameter.in),
    el("td", {}, el("p", {}, brief(spec, parameter.schema)), prose(parameter.description)))));
}

function answerTable(spec, responses) {
  return table(["status", "what", "body", "headers"], Object.entries(responses).map(([status, given]) => {
    const answer = resolve(spec, given);
    return el("tr", {},
      el("th", { scope: "row" }, status),
      el("td", {}, prose(answer.description), problemTypes(answer)),
      el("td", {}, el("ul", {}, Object.entries(answer.content ?? {}).map(([type, content]) =>
        el("li", {}, el("code", {}, type), " ", brief(spec, content["x-itemSchema"] ?? content.schema))))),
      el("td", {}, Object.keys(answer.headers ?? {}).join(", ")));
  }));
}

function problemTypes(answer) {
  const type = answer.content?.["application/problem+json"]?.schema.properties?.type;
  const types = type ? (type.enum ?? [type.const]) : [];
  return types.length ? el("ul", {}, types.map((one) => el("li", {}, el("code", {}, one)))) : null;
}

/** Opens and focuses what the address names; the browser itself looked for it before it was drawn. */
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    if (target.tagName === "DETAILS") {
      target.open = true;
    }
    (target.querySelector("summary") ?? target).focus();
    target.scrollIntoView();
  }
}
