/** Sugiyama layering: sweeps over the layers of a graph to reduce crossings. */
export function forwardPass(layers, edges) {
  for (let l = 1; l < layers.length; l++) {
    for (const node of layers[l]) {
      const parents = edges.filter((e) => e.to === node.id).map((e) => e.from.order);
      node.weight = parents.length ? parents.reduce((a, b) => a + b, 0) / parents.length : node.order;
    }
    layers[l].sort((a, b) => a.weight - b.weight).forEach((node, i) => (node.order = i));
  }
}

export function backwardPass(layers, edges) {
  for (let l = layers.length - 2; l >= 0; l--) {
    for (const node of layers[l]) {
      const children = edges.filter((e) => e.from === node.id).map((e) => e.to.order);
      node.weight = children.length ? children.reduce((a, b) => a + b, 0) / children.length : node.order;
    }
    layers[l].sort((a, b) => a.weight - b.weight).forEach((node, i) => (node.order = i));
  }
}
