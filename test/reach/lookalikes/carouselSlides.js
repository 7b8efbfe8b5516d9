export function createCarousel(root) {
  const slides = [...root.querySelectorAll('.slide')];
  let index = 0;

  function show(next) {
    index = (next + slides.length) % slides.length;
    slides.forEach((slide, i) => {
      slide.style.transform = `translateX(${(i - index) * 100}%)`;
    });
  }

  function forward() {
    show(index + 1);
  }

  function backward() {
    show(index - 1);
  }

  return { forward, backward };
}
