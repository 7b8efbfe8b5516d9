class AudioPlayer {
  constructor(element) {
    this.element = element;
    this.skip = 10;
  }

  get ratio() {
    return this.element.currentTime / this.element.duration;
  }

  forward(seconds = this.skip) {
    this.element.currentTime = Math.min(this.element.duration, this.element.currentTime + seconds * this.element.playbackRate);
  }

  backward(seconds = this.skip) {
    this.element.currentTime = Math.max(0, this.element.currentTime - seconds * this.element.playbackRate);
  }
}

export default AudioPlayer;
