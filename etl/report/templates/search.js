"use strict";
// Search over all incidents without a server: the index comes in files that are read one after another, newest first.
(() => {
  const form = document.getElementById("search");
  const found = document.getElementById("found");
  const more = document.getElementById("more");
  const body = document.querySelector("#results tbody");
  const field = (id) => document.getElementById(id);
  const files = form.dataset.shards ? form.dataset.shards.split(" ") : [];
  const total = Number(form.dataset.total);
  const rows = [];
  const STEP = 100;
  let shown = STEP;
  let asked = 0;
  let wanted = false;

  const plain = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const day = (text) => {
    if (!text) return "–";
    const [year, month, date] = text.slice(0, 10).split("-");
    return [date && Number(date), month && months[Number(month) - 1], year].filter(Boolean).join(" ");
  };
  const count = (value) => (value === null ? "–" : Number(value).toLocaleString("en"));

  // Called by each index file: [id, date, country, city, attack, group, killed, wounded, claimed, has a page].
  window.incidentShard = (number, shard) => {
    for (const row of shard) rows.push({ row, text: plain([row[0], row[1], row[2], row[3], row[4], row[5]].join(" ")) });
  };

  const readNext = () => {
    if (asked >= files.length) return;
    const script = document.createElement("script");
    script.src = files[asked];
    asked += 1;
    script.onload = () => { draw(); readNext(); };
    script.onerror = () => { found.textContent = "A part of the index is missing beside this page: " + script.src.split("/").pop(); };
    document.head.append(script);
  };

  const cell = (text, style) => {
    const td = document.createElement("td");
    if (style) td.className = style;
    const bdi = document.createElement("bdi");
    bdi.textContent = text;
    td.append(bdi);
    return td;
  };

  const line = ({ row }) => {
    const [id, date, country, city, attack, group, killed, wounded, , page] = row;
    const tr = document.createElement("tr");
    const where = cell(city || "–");
    if (country) {
      const quiet = document.createElement("span");
      quiet.className = "quiet";
      quiet.textContent = ", " + country;
      where.append(quiet);
    }
    const name = document.createElement("td");
    name.className = "num";
    const label = document.createElement(page ? "a" : "span");
    if (page) label.href = "incident/" + encodeURIComponent(id) + ".html";
    label.textContent = id;
    name.append(label);
    tr.append(cell(day(date), "nowrap"), where, cell(attack || "–"), cell(group || "–"), cell(count(killed), "r num"), cell(count(wounded), "r num"), name);
    return tr;
  };

  const draw = () => {
    const words = plain(field("q").value).split(/\s+/).filter(Boolean);
    const country = field("country").value, attack = field("attack").value, year = field("year").value;
    const claimed = field("claimed").value, least = field("killed").value;
    const hits = rows.filter(({ row, text }) =>
      words.every((word) => text.includes(word)) &&
      (!country || row[2] === country) && (!attack || row[4] === attack) && (!year || String(row[1] ?? "").startsWith(year)) &&
      (!claimed || String(row[8]) === claimed) && (least === "" || (row[6] !== null && row[6] >= Number(least))));
    body.replaceChildren(...hits.slice(0, shown).map(line));
    const loading = rows.length < total ? `, ${rows.length.toLocaleString("en")} of ${total.toLocaleString("en")} searched so far` : "";
    found.textContent = `${hits.length.toLocaleString("en")} ${hits.length === 1 ? "incident" : "incidents"}${loading}, newest first.`;
    more.hidden = hits.length <= shown;
  };

  const start = () => {
    shown = STEP;
    if (wanted) { draw(); return; }
    wanted = true;
    readNext();
  };
  form.hidden = false;
  form.addEventListener("input", start);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(start));
  more.addEventListener("click", () => { shown += STEP; draw(); });
  if (total > body.rows.length) { more.hidden = false; more.addEventListener("click", () => { if (!wanted) start(); }, { once: true }); }
})();
