const layers = [];

/** Registers a step between two versions of the saved document. */
export function layer(version, forward, backward) {
  layers.push({ version, forward, backward });
}

layer(
  2,
  (doc) => ({ ...doc, scale: doc.zoom / 100 }),
  (doc) => ({ ...doc, zoom: doc.scale * 100 }),
);

export function forward(doc, target) {
  for (const step of layers) if (step.version > doc.version && step.version <= target) doc = { ...step.forward(doc), version: step.version };
  return doc;
}

export function backward(doc, target) {
  for (const step of layers.slice().reverse()) if (step.version <= doc.version && step.version > target) doc = { ...step.backward(doc), version: step.version - 1 };
  return doc;
}
