// Puts up to four units side by side, each loaded from its own small file.
(function () {
  "use strict";
  var most = 4, shared = window.govgauge, table = document.getElementById("compare");
  var input = document.getElementById("c"), found = document.getElementById("c-found");
  var status = document.getElementById("c-status"), words = document.getElementById("c-words");
  var chosen = [];
  document.getElementById("choose").hidden = false;

  function word(kind, value) {
    var items = Array.from(words.querySelectorAll("[data-" + kind + "]"));
    var item = items.find(function (one) { return one.dataset[kind] === value; });
    return item ? item.firstChild.cloneNode(true) : document.createTextNode(value);
  }

  function fill(row, unit) {
    var cell = row.insertCell();
    if (row.dataset.row === "result") cell.append(word("result", unit.result));
    else if (row.dataset.row === "score") cell.append(unit.score || "—");
    else if (row.dataset.row === "places") {
      cell.append(unit.places.map(function (p) { return p[0] + " " + p[1]; }).join("; ") || "—");
    } else {
      var rule = unit.rules[row.dataset.code];
      if (!rule) cell.append("—");
      else cell.append(word("verdict", rule[0]), rule[1] ? " " + rule[1] : "");
    }
  }

  function head(unit) {
    var cell = document.createElement("th"), link = document.createElement("a");
    var button = document.createElement("button");
    cell.scope = "col";
    link.href = shared.root + "units/" + encodeURIComponent(unit.page);
    link.textContent = unit.name;
    button.type = "button";
    button.textContent = table.dataset.remove;
    button.setAttribute("aria-label", table.dataset.remove + " " + unit.name);
    button.addEventListener("click", function () { remove(unit); });
    cell.append(link, document.createElement("br"), button);
    return cell;
  }

  function address() {
    var ids = chosen.map(function (unit) { return encodeURIComponent(unit.id); });
    history.replaceState(null, "", ids.length ? "?u=" + ids.join(",") : location.pathname);
  }

  function remove(unit) {
    var column = 2 + chosen.indexOf(unit);
    chosen.splice(column - 2, 1);
    Array.from(table.rows).forEach(function (row) { row.deleteCell(column); });
    status.textContent = "";
    address();
    input.focus();
  }

  // Called by the file of a unit.
  shared.unit = function (unit) {
    if (chosen.length >= most || chosen.some(function (one) { return one.id === unit.id; })) return;
    chosen.push(unit);
    table.tHead.rows[0].append(head(unit));
    Array.from(table.tBodies[0].rows).forEach(function (row) { fill(row, unit); });
    address();
  };

  function add(row) {
    var script = document.createElement("script");
    if (chosen.length >= most) { status.textContent = status.dataset.most; return; }
    script.src = shared.up + "units/" + encodeURIComponent(row[4].replace(/html$/, "js"));
    script.onload = function () { script.remove(); };
    document.head.append(script);
    found.replaceChildren();
    input.value = "";
  }

  function choice(row) {
    var item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.textContent = row[1] + " " + row[0];
    button.addEventListener("click", function () { add(row); });
    item.append(button);
    return item;
  }

  input.addEventListener("input", function () {
    var wanted = shared.fold(input.value).trim();
    shared.units().then(function (all) {
      var hits = !wanted ? [] : all.filter(function (row) {
        return shared.fold(row[0] + " " + row[1]).includes(wanted);
      });
      found.replaceChildren.apply(found, hits.slice(0, 10).map(choice));
      status.textContent = wanted && !hits.length ? status.dataset.none : "";
    });
  });

  var asked = new URLSearchParams(location.search).get("u");
  if (asked) {
    var ids = asked.split(",");
    shared.units().then(function (all) {
      all.filter(function (row) { return ids.includes(row[0]); }).slice(0, most).forEach(add);
    });
  }
})();
