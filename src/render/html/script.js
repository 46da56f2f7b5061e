(function () {
  "use strict";
  var root = document.documentElement;
  var key = "zona-theme";
  root.classList.add("js");

  // The choice of colours is remembered where the browser allows it.
  function recall() {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  function remember(theme) {
    try { localStorage.setItem(key, theme); } catch (e) { /* it lasts until the page is closed */ }
  }
  var known = recall();
  if (known === "light" || known === "dark") root.dataset.theme = known;

  function ready() {
    var nav = document.getElementById("Nav");
    var menu = document.getElementById("Menu");
    var filter = document.getElementById("Filter");
    var items = Array.prototype.slice.call(nav.querySelectorAll("li"));
    var sections = Array.prototype.slice.call(document.querySelectorAll("main > section"));
    var frames = Array.prototype.slice.call(document.querySelectorAll(".scroll"));
    var wide = window.matchMedia("(min-width: 62rem)");

    document.getElementById("Theme").addEventListener("click", function () {
      var dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : window.matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      remember(root.dataset.theme);
    });

    // The table of contents: a menu on small screens.
    function open(yes) {
      nav.classList.toggle("open", yes);
      menu.setAttribute("aria-expanded", String(yes));
    }
    menu.addEventListener("click", function () {
      open(!nav.classList.contains("open"));
      if (nav.classList.contains("open")) filter.focus();
    });
    nav.addEventListener("click", function (event) {
      if (event.target.closest("a")) open(false);
    });

    // The filter keeps what matches, and what stands above it in the tree.
    filter.addEventListener("input", function () {
      var wanted = filter.value.trim().toLowerCase();
      var keep = -1;
      for (var i = items.length - 1; i >= 0; i--) {
        var depth = Number(items[i].dataset.depth);
        var link = items[i].firstElementChild;
        var hit = (link.textContent + " " + link.title).toLowerCase().indexOf(wanted) >= 0;
        var above = !hit && depth < keep;
        items[i].hidden = !(hit || above);
        items[i].classList.toggle("above", above);
        if (hit || above) keep = depth;
      }
    });

    function current() {
      var found = 0;
      for (var i = 0; i < sections.length; i++) {
        if (sections[i].getBoundingClientRect().top < 140) found = i;
      }
      return found;
    }
    function go(index) {
      var section = sections[index];
      if (!section) return;
      location.hash = section.id;
      section.focus({ preventScroll: true });
    }

    document.addEventListener("keydown", function (event) {
      var field = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "Escape") {
        hint.hidden = true;
        if (field) { filter.value = ""; filter.dispatchEvent(new Event("input")); filter.blur(); }
        if (nav.classList.contains("open")) { open(false); menu.focus(); }
        return;
      }
      if (field || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "/") {
        event.preventDefault();
        if (!wide.matches) open(true);
        filter.focus();
      } else if (event.key === "n") {
        go(current() + 1);
      } else if (event.key === "p") {
        var here = current();
        var passed = sections[here] && sections[here].getBoundingClientRect().top < 20;
        go(passed ? here : here - 1);
      }
    });

    // The navigation shows where the reader is.
    var marked = null;
    function mark() {
      var section = sections[current()];
      var link = section && nav.querySelector('a[href="#' + section.id + '"]');
      if (link === marked) return;
      if (marked) marked.removeAttribute("aria-current");
      marked = link;
      if (!link) return;
      link.setAttribute("aria-current", "true");
      if (wide.matches) {
        var box = link.getBoundingClientRect();
        var frame = nav.getBoundingClientRect();
        if (box.top < frame.top + 90 || box.bottom > frame.bottom - 20) {
          nav.scrollTop += box.top - frame.top - frame.height / 2;
        }
      }
    }

    // A table that fits needs no frame to scroll in, and its head can follow the page.
    function fit() {
      frames.forEach(function (frame) {
        frame.classList.remove("fits");
        var fits = frame.firstElementChild.offsetWidth <= frame.clientWidth + 1;
        frame.classList.toggle("fits", fits);
        if (fits) frame.removeAttribute("tabindex");
        else frame.setAttribute("tabindex", "0");
      });
    }

    var waiting = false;
    window.addEventListener("scroll", function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; mark(); });
    }, { passive: true });
    window.addEventListener("hashchange", mark);
    window.addEventListener("resize", function () { fit(); mark(); });
    document.addEventListener("toggle", fit, true);

    // What a tooltip says can be read by touch too.
    var hint = document.createElement("div");
    hint.className = "hint";
    hint.hidden = true;
    hint.setAttribute("aria-hidden", "true");
    document.body.appendChild(hint);
    document.addEventListener("click", function (event) {
      var cell = event.target.closest("td[title], th[title], abbr[title]");
      hint.hidden = !cell || !!event.target.closest("a");
      if (cell) hint.textContent = cell.title;
    });

    // Paper cannot be unfolded.
    var folded = [];
    window.addEventListener("beforeprint", function () {
      hint.hidden = true;
      folded = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
      folded.forEach(function (details) { details.open = true; });
    });
    window.addEventListener("afterprint", function () {
      folded.forEach(function (details) { details.open = false; });
      folded = [];
    });

    fit();
    mark();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
