// Making elements. Text goes in as text, never as markup.
const byId = (id) => document.getElementById(id);

/** An element with its attributes and what is in it; attributes that are false or null are left out. */
const make = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...inside.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

/** A button with its name. */
const button = (name, onclick, attributes = {}) => make("button", { type: "button", onclick, ...attributes }, name);

/** A part of a stacked bar, so wide of a whole. */
const slice = (kind, part, whole) => {
  const element = make("span", { class: `slice ${kind}` });
  element.style.setProperty("--part", whole === 0 ? 0 : part / whole);
  return element;
};

/** Sets the choices of a select, and which is chosen. */
const choose = (select, choices, chosen) => {
  select.replaceChildren(...choices.map(([value, name]) => make("option", { value }, name)));
  select.value = chosen;
};
