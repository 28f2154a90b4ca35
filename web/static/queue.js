// Takes the most urgent dossier that nobody holds.
import { Problem, call, remedyOf } from "./api.js";

const button = document.getElementById("next");
const told = document.getElementById("told");

button?.addEventListener("click", async () => {
  button.disabled = true;
  try {
    const claim = await call("POST", "/api/v1/reviews/next");
    location.assign(`/review/${claim.dossier}`);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    told.textContent = remedyOf(problem, document.documentElement.lang);
    button.disabled = false;
  }
});
