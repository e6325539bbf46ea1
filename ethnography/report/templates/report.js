// Filters for the quotes. Without this script everything is simply visible. State lives in the address after "#".
(function () {
  "use strict";
  var form = document.getElementById("filters");
  if (form) startFilters(form);
  unfoldForPrint();

  function startFilters(form) {
    var quotes = Array.from(document.querySelectorAll("article.quote")).map(function (node) {
      return { node: node, codes: node.dataset.codes.split(" "), author: node.dataset.author || "-",
               role: node.dataset.role || "-", text: plain(node.querySelector(".said").textContent) };
    });
    var sections = Array.from(document.querySelectorAll("[data-section]"));
    var contents = Array.from(document.querySelectorAll("[data-toc]"));
    var status = document.getElementById("status"), clear = document.getElementById("clear");
    var names = ["code", "author", "role", "q"], waiting = 0;
    form.hidden = false;
    document.documentElement.classList.add("filters-live");

    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function () { show(true); });
    form.addEventListener("input", function (event) {
      if (event.target.name !== "q") return;
      clearTimeout(waiting);
      waiting = setTimeout(function () { show(true); }, 120);
    });
    clear.addEventListener("click", function () { set({}); show(true); form.elements.code.focus(); });
    window.addEventListener("hashchange", follow);
    follow();

    function plain(text) {
      return text.normalize("NFC").toLowerCase().replace(/[‘’‛ʼ]/g, "'").replace(/[“”„«»]/g, '"').replace(/\s+/g, " ");
    }
    function set(state) {
      names.forEach(function (name) {
        var field = form.elements[name];
        field.value = state[name] || "";
        if (field.selectedIndex === -1) field.value = "";
      });
    }
    function follow() {
      var hash = location.hash.slice(1);
      if (hash.indexOf("=") > 0) {
        set(Object.fromEntries(new URLSearchParams(hash)));
        show(false);
      } else {
        show(false);
        var target = hash && document.getElementById(hash);
        var place = target && target.closest("#quotes") && target.closest("[hidden]");
        if (place) { set({}); show(false); target.scrollIntoView(); }
      }
    }
    function show(write) {
      var state = {}, seen = new Set(), count = 0, tally = {};
      names.forEach(function (name) { if (form.elements[name].value.trim()) state[name] = form.elements[name].value; });
      var sought = plain(state.q || "").trim(), filtered = Object.keys(state).length > 0;
      quotes.forEach(function (quote) {
        var fits = (!state.code || quote.codes.includes(state.code)) && (!state.author || quote.author === state.author) &&
          (!state.role || quote.role === state.role) && (!sought || quote.text.includes(sought));
        quote.node.hidden = !fits;
        if (!fits) return;
        count += 1;
        quote.codes.forEach(function (code) { seen.add(code); });
        var own = quote.codes[quote.codes.length - 1];
        tally[own] = (tally[own] || 0) + 1;
      });
      sections.forEach(function (section) {
        var code = section.dataset.section, line = section.querySelector("[data-tally]"), all = Number(line.dataset.tally);
        section.hidden = !seen.has(code);
        if (all) line.textContent = (filtered ? (tally[code] || 0) + " of " : "") + all + (all === 1 ? " quote" : " quotes");
      });
      contents.forEach(function (item) { item.classList.toggle("empty", !seen.has(item.dataset.toc)); });
      var all = quotes.length.toLocaleString("en");
      status.textContent = filtered ? "Showing " + count.toLocaleString("en") + " of " + all + " quotes" +
        (count ? "" : ". No quote fits; choose “Show all” or loosen a filter.") : "Showing all " + all + (quotes.length === 1 ? " quote" : " quotes");
      status.classList.toggle("filtered", filtered);
      clear.disabled = !filtered;
      if (write) {
        var hash = new URLSearchParams(state).toString();
        history.replaceState(null, "", hash ? "#" + hash : location.href.split("#")[0]);
      }
    }
  }

  function unfoldForPrint() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      opened = Array.from(document.querySelectorAll("details:not([open]):not(.criteria)"));
      opened.forEach(function (one) { one.open = true; });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (one) { one.open = false; });
    });
  }
})();
