/** Brings the markup of `Simulator.astro` to life. */
import { startSimulator } from './simulator.ts';

class SimulatorElement extends HTMLElement {
  #life = new AbortController();

  connectedCallback() {
    this.#life = new AbortController();
    startSimulator(this, this.#life.signal);
  }

  disconnectedCallback() {
    this.#life.abort();
  }
}

customElements.define('upstream-simulator', SimulatorElement);
