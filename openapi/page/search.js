// What the page does beyond showing: find as you type, copy an example, the menu of narrow screens, the place in it.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const find = document.getElementById("find");
  const menuButton = document.querySelector(".menu-button");
  const articles = [...document.querySelectorAll("article[data-find]")];
  const entries = new Map([...document.querySelectorAll("nav li[data-for]")].map((entry) => [entry.dataset.for, entry]));
  document.querySelector(".find").hidden = false;
  menuButton.hidden = false;

  // Find: every word must stand somewhere in method, path, summary or parameters.
  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      const fits = words.every((word) => article.dataset.find.includes(word));
      article.hidden = !fits;
      entries.get(article.id).hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of document.querySelectorAll("main .group, nav section")) {
      const parts = group.querySelectorAll("article, li");
      group.hidden = words.length > 0 && [...parts].every((part) => part.hidden || !(part.dataset.find || part.dataset.for));
    }
    document.getElementById("top").hidden = words.length > 0;
    document.getElementById("none").hidden = shown > 0;
  };
  find.addEventListener("input", () => {
    openMenu(false);
    filter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      find.focus();
    } else if (event.key === "Escape") {
      if (document.activeElement === find && find.value) {
        find.value = "";
        filter();
      }
      openMenu(false);
    }
  });
  // A link to something that the filter hides shows it.
  const showTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      find.value = "";
      filter();
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", showTarget);

  // The menu of narrow screens.
  const openMenu = (open) => {
    root.classList.toggle("open", open);
    menuButton.setAttribute("aria-expanded", String(open));
  };
  menuButton.addEventListener("click", () => openMenu(!root.classList.contains("open")));
  document.getElementById("menu").addEventListener("click", (event) => {
    if (event.target.closest("a")) openMenu(false);
  });

  // Copy.
  for (const block of document.querySelectorAll(".code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const code = block.querySelector("code");
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Selected";
      }
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    block.append(button);
  }

  // Where the reader is, in the menu.
  let current;
  const mark = (id) => {
    const link = entries.get(id)?.firstElementChild;
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    current.setAttribute("aria-current", "true");
    if (root.scrollWidth > 960) current.scrollIntoView({ block: "nearest" });
  };
  const seen = new IntersectionObserver(
    (changes) => changes.filter((change) => change.isIntersecting).forEach((change) => mark(change.target.id)),
    { rootMargin: "-20% 0px -70%" }
  );
  articles.forEach((article) => seen.observe(article));
})();
