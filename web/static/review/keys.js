// From a key to what is meant by it. Letters, digits and Backspace mean nothing: Vietnamese typing needs them all.

const PLAIN = { F2: "edit", F6: "swap", F8: "uncertain", F9: "postpone" };

export function meaningOf(event) {
  // A composition is under way, or the input method still holds the key.
  if (event.isComposing || event.keyCode === 229) return null;
  const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (ctrl && !event.shiftKey) {
    if (event.key === "Enter") return "finish";
    if (event.code === "Slash") return "help";
    if (event.code === "KeyZ") return "undo";
    return null;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Enter") return event.shiftKey ? "back" : "accept";
  if (event.shiftKey) return null;
  if (event.key === "Escape") return "reset";
  return PLAIN[event.key] ?? null;
}

// Keys that a focused control keeps for itself.
export function belongsTo(target, meaning, item) {
  if (meaning === "undo") return Boolean(item?.editing && item.dirty && target === item.input);
  if (meaning !== "accept") return false;
  return Boolean(target.closest("button, a, summary")) && !target.closest(".sheet-image");
}
