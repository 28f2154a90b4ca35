// Calls of the public JSON API. A failed call throws a Problem with the server's stable code.

export class Problem extends Error {
  constructor(code, status, body) {
    super(code);
    this.code = code;
    this.status = status;
    this.body = body;
  }
}

export async function call(method, path, { json, headers = {} } = {}) {
  const options = { method, headers: { Accept: "application/json", ...headers }, credentials: "same-origin" };
  if (json !== undefined) {
    options.body = JSON.stringify(json);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Problem("OFFLINE", 0, {});
  }
  if (response.status === 204) return null;
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new Problem(body.code ?? "INTERNAL", response.status, body);
}

// What to do about a problem, in the language of the page.
export function remedyOf(problem, lang) {
  const { says = {}, what_to_do: todo = {} } = problem.body ?? {};
  return [says[lang], todo[lang]].filter(Boolean).join(" ");
}

// The words a page brings along: data attributes of #words, or the pairs of a <dl id="words">.
export function words() {
  const place = document.getElementById("words");
  if (place.tagName !== "DL") return { ...place.dataset };
  const terms = [...place.querySelectorAll("dt")];
  return Object.fromEntries(terms.map((term) => [term.textContent, term.nextElementSibling.textContent]));
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

export function copyOf(templateId) {
  return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}
