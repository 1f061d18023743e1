"use strict";
(function () {
  document.querySelectorAll("table.sortable").forEach(function (table) {
    var headers = Array.prototype.slice.call(table.querySelectorAll("thead th"));
    headers.forEach(function (header, column) {
      header.querySelector("button").addEventListener("click", function () {
        var down = header.getAttribute("aria-sort") === "ascending";
        headers.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
        header.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table.tBodies[0], column, header.classList.contains("number"), down ? -1 : 1);
      });
    });
  });

  function sort(body, column, numeric, sign) {
    var rows = Array.prototype.slice.call(body.rows).map(function (row) {
      var cell = row.cells[column];
      var value = numeric ? cell.getAttribute("data-value") : cell.textContent;
      return { row: row, value: numeric && value !== "" ? Number(value) : value };
    });
    rows.sort(function (a, b) {
      if (a.value === "" || b.value === "") {
        return (a.value === "") - (b.value === "");
      }
      return sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
    });
    rows.forEach(function (entry) { body.appendChild(entry.row); });
  }

  var tip = document.createElement("div");
  tip.id = "tip";
  tip.hidden = true;
  document.body.appendChild(tip);
  // The browser's own hint would stand beside ours.
  document.querySelectorAll("[data-tip] > title").forEach(function (title) { title.remove(); });
  document.addEventListener("pointerover", function (event) {
    var target = event.target.closest("[data-tip]");
    tip.hidden = !target;
    if (target) {
      tip.textContent = target.getAttribute("data-tip");
      var x = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8);
      var y = event.clientY + 18 + tip.offsetHeight > window.innerHeight
        ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18;
      tip.style.left = Math.max(8, x) + "px";
      tip.style.top = y + "px";
    }
  });
})();
