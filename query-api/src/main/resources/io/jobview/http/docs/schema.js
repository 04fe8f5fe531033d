// Shows schemas, and the small helpers by which all of the page is made: elements and text only, never markup from a string.

/** An element with attributes and children; texts become text nodes. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Paragraphs of plain text, of which `code` is the only markup that is shown. */
export function prose(text) {
  return (text ?? "").trim().split(/\n\s*\n/).filter(Boolean).map((paragraph) => el("p", {}, inline(paragraph)));
}

function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) =>
    part.length > 2 && part.startsWith("`") && part.endsWith("`") ? el("code", {}, part.slice(1, -1)) : part);
}

export function anchor(text) {
  return text.replace(/[^A-Za-z0-9]+/g, "-");
}

/** What a local reference stands for; anything else is itself. */
export function resolve(spec, value) {
  let at = value;
  for (let steps = 0; at?.$ref && steps < 20; steps++) {
    const { $ref, ...beside } = at;
    const target = $ref.slice(2).split("/")
      .reduce((node, key) => node?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], spec);
    at = { ...target, ...beside };
  }
  return at ?? {};
}

/** One line about a schema: its type and bounds, or a link to its name. */
export function brief(spec, schema) {
  if (!schema) {
    return "";
  }
  const name = schema.$ref?.match(/^#\/components\/schemas\/(.+)$/)?.[1];
  if (name) {
    return el("a", { href: "#schema-" + anchor(name) }, name);
  }
  if (schema.type === "array") {
    return el("span", {}, "list of ", brief(spec, schema.items));
  }
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    return el("span", {}, alternatives.flatMap((one, i) => [i ? " or " : "", brief(spec, one)]));
  }
  return el("span", {}, facts(schema).flatMap((fact, i) => [i ? ", " : "", fact]));
}

function facts(schema) {
  const found = [];
  const add = (key, show) => schema[key] === undefined || found.push(show(schema[key]));
  add("type", (type) => [type].flat().join(" or "));
  add("format", (format) => format);
  add("const", (value) => el("code", {}, JSON.stringify(value)));
  add("enum", (values) => el("code", {}, values.join(" | ")));
  add("default", (value) => "default " + value);
  add("minimum", (value) => "at least " + value);
  add("maximum", (value) => "at most " + value);
  add("maxLength", (value) => "at most " + value + " characters");
  add("maxItems", (value) => "at most " + value + " items");
  add("pattern", (value) => el("code", {}, value));
  return found;
}

export function schemaSection(spec, name, schema) {
  const id = "schema-" + anchor(name);
  const rows = Object.entries(schema.properties ?? {}).map(([key, property]) => el("tr", {},
    el("th", { scope: "row" }, el("code", {}, key),
      schema.required?.includes(key) ? el("span", { class: "required" }, " required") : null),
    el("td", {}, el("p", {}, brief(spec, property)), prose(property.description))));
  const example = schema.examples?.[0];
  return el("section", { "aria-labelledby": id },
    el("h3", { id, tabindex: "-1" }, name),
    prose(schema.description),
    rows.length ? table(["key", "value"], rows) : el("p", {}, brief(spec, schema)),
    example === undefined ? null : el("pre", { tabindex: "0" }, JSON.stringify(example, null, 2)));
}

export function table(titles, rows) {
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, titles.map((title) => el("th", { scope: "col" }, title)))),
    el("tbody", {}, rows)));
}
