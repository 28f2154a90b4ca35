// A conclusion other than the advice needs a reason: the browser says so before anything is sent.
for (const choice of document.querySelectorAll(".ballot select[name^='said-']")) {
  const code = document.getElementById(choice.id.replace("said-", "code-"));
  const why = document.getElementById(choice.id.replace("said-", "why-"));
  const refresh = () => { why.required = !["", "accept"].includes(choice.value) && !code?.value; };
  choice.addEventListener("change", refresh);
  why.addEventListener("invalid", () => why.closest("details")?.setAttribute("open", ""));
  code?.addEventListener("change", refresh);
  refresh();
}
