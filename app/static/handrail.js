// What a page cannot say without a script: a citation's mark opens its source, text is copied, and
// what was just asked, or is to be read, comes into view.

const HEADER = 60; // pixels at the top under which things scroll away
const seen = new WeakSet();
let wanted = null; // the source whose mark was clicked before the source itself was drawn

document.addEventListener("click", (event) => {
  if (event.isTrusted) wanted = null;
  const mark = event.target.closest?.('a[href^="#cite-"]');
  if (mark) {
    event.preventDefault();
    wanted = mark.hash.slice(1);
    openWanted();
  }
  const button = event.target.closest?.(".handrail-copy");
  if (button) copy(button);
  // on a phone the list of what was asked covers the page it leads to
  if (innerWidth < 768 && event.target.closest?.(".st-key-ask-history button[kind]"))
    document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
});

function openWanted() {
  const source = wanted && document.querySelector(`.st-key-${CSS.escape(wanted)} button`);
  if (!source || source.disabled) return;
  wanted = null;
  source.click();
}

async function copy(button) {
  const text = button.closest('[role="dialog"]').querySelector("code");
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = button.dataset.done;
  } catch {
    // not allowed, or not over https: selected, it is a key press away
    getSelection().selectAllChildren(text);
    button.textContent = button.dataset.selected;
  }
}

// not scrollIntoView: it would also move the page sideways under a drawer that is still sliding in
function bring(element, share) {
  if (!element || seen.has(element)) return;
  seen.add(element);
  let box = element.parentElement;
  while (box && !scrolls(box)) box = box.parentElement;
  if (!box) return;
  const above = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += above - Math.max(share * box.clientHeight, HEADER);
}

function scrolls(box) {
  return box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY);
}

new MutationObserver(() => {
  openWanted();
  bring([...document.querySelectorAll(".handrail-asked")].at(-1), 0);
  bring(document.getElementById("passage"), 1 / 3);
}).observe(document.body, { childList: true, subtree: true });
