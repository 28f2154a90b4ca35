// The page image with its boxes: shows a page, zooms to a box, cuts crops. Boxes are fractions of the page.

const SVG = "http://www.w3.org/2000/svg";
const LARGEST = 3; // screen pixels for one pixel of the image

export class Viewer {
  constructor(review, said, onBox) {
    this.review = review;
    this.said = said;
    this.onBox = onBox;
    this.stage = document.getElementById("stage");
    this.sheet = document.getElementById("sheet-image");
    this.images = new Map();
    this.page = null;
    this.view = { x: 0, y: 0, scale: 1 };
    this.box = null;
    this.buildStrip();
    this.bind();
  }

  // One image a page for the screen and all crops: it is fetched and decoded once.
  image(number) {
    let known = this.images.get(number);
    if (!known) {
      const element = new Image();
      element.alt = this.said.page_n.replace("{n}", number);
      element.src = this.review.pages.find((page) => page.number === number)?.image ?? "";
      known = { element, ready: element.decode() };
      known.ready.catch(() => this.images.delete(number));
      this.images.set(number, known);
    }
    return known;
  }

  async show(number, box) {
    if (number == null) return;
    this.box = box;
    if (this.page === number) {
      this.settle(true);
      return;
    }
    this.page = number;
    this.markStrip();
    const { element, ready } = this.image(number);
    try {
      await ready;
    } catch {
      document.getElementById("page-now").textContent = this.said.image_failed;
      return;
    }
    if (this.page !== number) return;
    this.sheet.replaceChildren(element, this.boxes(number));
    this.settle(false);
  }

  settle(smoothly) {
    if (!this.size()) return;
    if (this.box) this.zoomTo(this.box, smoothly);
    else this.fit(smoothly);
    this.paintBoxes();
  }

  size() {
    const image = this.images.get(this.page)?.element;
    return image?.naturalWidth ? { width: image.naturalWidth, height: image.naturalHeight } : null;
  }

  fit(smoothly = true) {
    const size = this.size();
    if (!size) return;
    const { clientWidth: width, clientHeight: height } = this.stage;
    const scale = Math.min((width - 32) / size.width, (height - 32) / size.height);
    this.place((width - size.width * scale) / 2, (height - size.height * scale) / 2, scale, smoothly);
  }

  // The box in the upper middle, large enough to read and small enough to see what stands around it.
  zoomTo(box, smoothly = true) {
    const size = this.size();
    const [left, top, right, bottom] = box;
    const { clientWidth: width, clientHeight: height } = this.stage;
    const whole = (width - 32) / size.width;
    const wanted = Math.min(
      (width * 0.62) / Math.max((right - left) * size.width, 1),
      (height * 0.3) / Math.max((bottom - top) * size.height, 1),
    );
    const scale = Math.max(Math.min(wanted, whole * 1.35, LARGEST), Math.min(whole, LARGEST) * 0.98);
    // Right of the middle, so that the label before the value is seen too.
    const middle = ((left + right) / 2) * size.width * scale - width * 0.1;
    const centre = ((top + bottom) / 2) * size.height * scale;
    const x = scale <= whole ? (width - size.width * scale) / 2 : clamp(width / 2 - middle, width - size.width * scale - 24, 24);
    const y = clamp(height * 0.42 - centre, height - size.height * scale - 24, 24);
    this.place(x, y, scale, smoothly);
  }

  zoomBy(factor, at = null) {
    const { x, y, scale } = this.view;
    const point = at ?? { x: this.stage.clientWidth / 2, y: this.stage.clientHeight / 2 };
    const next = clamp(scale * factor, 0.05, LARGEST);
    const ratio = next / scale;
    this.place(point.x - (point.x - x) * ratio, point.y - (point.y - y) * ratio, next, at === null);
  }

  place(x, y, scale, smoothly) {
    const size = this.size();
    if (!size) return;
    this.view = { x, y, scale };
    this.sheet.classList.toggle("at-once", !smoothly);
    this.sheet.style.width = `${size.width * scale}px`;
    this.sheet.style.height = `${size.height * scale}px`;
    this.sheet.style.transform = `translate(${x}px, ${y}px)`;
  }

  // Draws the box with a little of its surroundings; the field above which it stands is read from it.
  async crop(canvas, number, box) {
    if (canvas.dataset.drawn) return;
    const { element, ready } = this.image(number);
    try {
      await ready;
    } catch {
      return;
    }
    const { naturalWidth: width, naturalHeight: height } = element;
    const [left, top, right, bottom] = box;
    const tall = (bottom - top) * height;
    const h = Math.max(tall * 1.9, height * 0.012);
    // Never narrower than a line of print is long: a lone date would be blown up, and its label is of use.
    const w = Math.min(width, Math.max((right - left) * width * 1.08 + tall, h * 6));
    const x = clamp(right * width + tall - w, 0, Math.max(0, left * width - tall * 0.5));
    const y = clamp(((top + bottom) / 2) * height - h / 2, 0, height - h);
    canvas.width = Math.max(1, Math.round(w));
    canvas.height = Math.max(1, Math.round(h));
    canvas.getContext("2d").drawImage(element, x, y, w, h, 0, 0, canvas.width, canvas.height);
    canvas.dataset.drawn = "yes";
  }

  boxes(number) {
    const overlay = document.createElementNS(SVG, "svg");
    overlay.setAttribute("viewBox", "0 0 1 1");
    overlay.setAttribute("preserveAspectRatio", "none");
    overlay.setAttribute("aria-hidden", "true");
    for (const item of this.review.items.filter((each) => each.page === number && each.box)) {
      const [left, top, right, bottom] = item.box;
      const rect = document.createElementNS(SVG, "rect");
      const edges = { x: left, y: top, width: right - left, height: bottom - top };
      for (const [name, value] of Object.entries(edges)) rect.setAttribute(name, value);
      rect.dataset.item = item.id;
      rect.addEventListener("click", () => this.onBox(item.id));
      overlay.append(rect);
    }
    return overlay;
  }

  paintBoxes(currentId = this.currentId) {
    this.currentId = currentId;
    for (const rect of this.sheet.querySelectorAll("rect")) {
      const item = this.review.items.find((each) => each.id === rect.dataset.item);
      rect.setAttribute("class", `box${item?.answer ? " answered" : ""}${item?.id === currentId ? " current" : ""}`);
    }
    this.countOpen();
  }

  buildStrip() {
    const strip = document.getElementById("strip");
    strip.replaceChildren(
      ...this.review.pages.map((page) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.page = page.number;
        const image = new Image(68, 84);
        image.loading = "lazy";
        image.src = `${page.image}?width=120`;
        image.alt = this.said.page_n.replace("{n}", page.number);
        const number = Object.assign(document.createElement("span"), { className: "strip-number", textContent: page.number });
        const open = Object.assign(document.createElement("span"), { className: "strip-open", hidden: true });
        button.append(image, number, open);
        button.addEventListener("click", () => this.show(page.number, null));
        return button;
      }),
    );
  }

  markStrip() {
    document.getElementById("page-now").textContent = this.said.page_n.replace("{n}", this.page);
    for (const button of document.querySelectorAll("#strip button")) {
      const now = Number(button.dataset.page) === this.page;
      if (now) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
      if (now) button.scrollIntoView({ block: "nearest" });
    }
  }

  countOpen() {
    for (const button of document.querySelectorAll("#strip button")) {
      const page = Number(button.dataset.page);
      const count = this.review.items.filter((item) => item.page === page && item.required && !item.answer).length;
      const badge = button.querySelector(".strip-open");
      badge.hidden = count === 0;
      badge.textContent = count;
    }
  }

  bind() {
    const press = (id, act) => document.getElementById(id).addEventListener("click", act);
    press("zoom-in", () => this.zoomBy(1.3));
    press("zoom-out", () => this.zoomBy(1 / 1.3));
    press("zoom-fit", () => this.fit());
    press("zoom-field", () => this.onBox(this.currentId));
    this.stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      const area = this.stage.getBoundingClientRect();
      this.zoomBy(Math.exp(-event.deltaY / 500), { x: event.clientX - area.left, y: event.clientY - area.top });
    }, { passive: false });
    this.stage.addEventListener("pointerdown", (event) => this.drag(event));
    new ResizeObserver(() => this.settle(false)).observe(this.stage);
  }

  drag(start) {
    if (start.target.closest("rect")) return;
    const { x, y, scale } = this.view;
    this.stage.setPointerCapture(start.pointerId);
    this.stage.classList.add("dragging");
    const move = (event) => this.place(x + event.clientX - start.clientX, y + event.clientY - start.clientY, scale, false);
    const end = () => {
      this.stage.classList.remove("dragging");
      this.stage.removeEventListener("pointermove", move);
    };
    this.stage.addEventListener("pointermove", move);
    this.stage.addEventListener("pointerup", end, { once: true });
    this.stage.addEventListener("pointercancel", end, { once: true });
  }
}

function clamp(value, low, high) {
  return low > high ? (low + high) / 2 : Math.min(Math.max(value, low), high);
}
