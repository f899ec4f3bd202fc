// Adds search, filter and sorting to pages that are whole without it.
(function () {
  "use strict";
  var root = document.body.dataset.root, up = document.body.dataset.up;
  var fold = function (text) { return text.normalize("NFKC").toLowerCase(); };

  function filterTable(input) {
    var rows = document.querySelectorAll("#" + input.dataset.filter + " tbody tr");
    var shown = input.closest("p").querySelector("[data-shown]");
    input.closest("p").hidden = false;
    input.addEventListener("input", function () {
      var wanted = fold(input.value).split(/\s+/), count = 0;
      rows.forEach(function (row) {
        var text = fold(row.textContent);
        row.hidden = !wanted.every(function (word) { return text.includes(word); });
        if (!row.hidden) count += 1;
      });
      shown.textContent = count + " / " + rows.length;
    });
  }

  function valueOf(row, column) {
    var cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  }

  function sortBy(table, head, column) {
    var down = head.getAttribute("aria-sort") === "ascending";
    var rows = Array.from(table.tBodies[0].rows);
    rows.sort(function (a, b) {
      var x = valueOf(a, column), y = valueOf(b, column);
      var order = typeof x === "number" ? x - y : x.localeCompare(y, "zh-Hans-CN");
      return down ? -order : order;
    });
    table.querySelectorAll("th[aria-sort]").forEach(function (th) { th.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.tBodies[0].append.apply(table.tBodies[0], rows);
  }

  function makeSortable(table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", function () { sortBy(table, head, column); });
      head.replaceChildren(button);
    });
  }

  // The list of units is loaded when somebody begins to search, not with the page.
  var loading = null;
  function units() {
    loading = loading || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = up + "assets/units.js";
      script.onload = function () { done(window.govgaugeUnits); };
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }
  window.govgauge = { units: units, fold: fold, root: root, up: up };

  function search(box) {
    var q = document.getElementById("q"), group = document.getElementById("q-group");
    var result = document.getElementById("q-result"), found = document.getElementById("q-found");
    var count = document.getElementById("q-count"), most = 50;
    box.hidden = false;
    function show(all) {
      var wanted = fold(q.value).split(/\s+/).filter(Boolean);
      var some = wanted.length || group.value || result.value;
      var hits = !some ? [] : all.filter(function (unit) {
        var text = fold(unit[0] + " " + unit[1]);
        return wanted.every(function (word) { return text.includes(word); }) &&
          (!group.value || unit[3].includes(Number(group.value))) &&
          (!result.value || unit[2] === result.value);
      });
      // Who is named just so comes first; the rest keep the order of the list.
      var whole = fold(q.value).trim();
      var named = function (unit) { return fold(unit[1]).includes(whole) || unit[0] === whole; };
      hits = hits.filter(named).concat(hits.filter(function (unit) { return !named(unit); }));
      found.replaceChildren.apply(found, hits.slice(0, most).map(line));
      count.textContent = !some ? "" : hits.length
        ? count.dataset.some.replace("{shown}", Math.min(most, hits.length)).replace("{all}", hits.length)
        : count.dataset.none;
    }
    function line(unit) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = root + "units/" + encodeURIComponent(unit[4]);
      link.textContent = unit[1];
      item.append(link, " " + unit[0]);
      return item;
    }
    [q, group, result].forEach(function (field) {
      field.addEventListener("input", function () { units().then(show); });
    });
  }

  document.querySelectorAll("input[data-filter]").forEach(filterTable);
  document.querySelectorAll("table.sortable").forEach(makeSortable);
  var box = document.getElementById("search");
  if (box) search(box);
})();
