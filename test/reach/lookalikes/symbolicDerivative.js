// A small calculus engine: trees in, trees out.
const num = (value) => ({ type: 'num', value });
const mul = (left, right) => ({ type: 'mul', left, right });

export function derivative(node) {
  switch (node.type) {
    case 'num':
      return num(0);
    case 'var':
      return num(1);
    case 'add':
      return { type: 'add', left: derivative(node.left), right: derivative(node.right) };
    case 'mul':
      return { type: 'add', left: mul(derivative(node.left), node.right), right: mul(node.left, derivative(node.right)) };
    case 'exp':
      return mul(node, derivative(node.arg));
    default:
      throw new Error(`${node.type} cannot be differentiated.`);
  }
}

export function evaluate(node, x) {
  switch (node.type) {
    case 'num':
      return node.value;
    case 'var':
      return x;
    case 'add':
      return evaluate(node.left, x) + evaluate(node.right, x);
    case 'mul':
      return evaluate(node.left, x) * evaluate(node.right, x);
    default:
      return Math.exp(evaluate(node.arg, x));
  }
}
