// What the theme leaves out for those who use a keyboard or a screen reader.
function reach() {
  for (const box of document.querySelectorAll("pre, .table-wrapper, .te-diagram")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; // so that the arrow keys scroll it
    else box.removeAttribute("tabindex");
  }
}
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "All pages");
  document.querySelector(".toc-drawer")?.setAttribute("aria-label", "This page");
  reach();
});
window.addEventListener("resize", reach);
