// The browser's own printing, from a button that the keyboard reaches first.
document.getElementById("print").addEventListener("click", () => window.print());
