/** What code and names of derivatives look like; all patterns are linear. */

/** `this.grad += …`, `m.dw[i] += …`, `p.gradient[i][j] = …` */
export const ACCUMULATES =
  /\.(?:_?grad(?:ient)?|dw|dW)\b(?:\.(?:d|data|w|val|value))?(?:\[[^\]\n]{0,80}\]){0,3}\s*[-+]?=[^=]/;
export const UPSTREAM =
  /^_?(?:d_?(?:out|output|outputs|y|Y|z|Z|a|A|h|H|l|L|v|x|X|loss|logits|scores?|probs?|pred|values?|next|prev)\d?\w?|d[A-Z]\w{0,20}|dl_?d\w+|\w*grads?|\w*gradients?|grad\w*|gradient\w*|g[A-Z]\w{0,12}|upstream\w*|deltas?|delta[A-Z]\w*|delta_\w+|\w+_?[dD]eltas?|\w*errors?|\w*Errors?|err|errs|accum\w*|gy|gz|gout|gh|cotangent|seed|adjoint|vbar|ybar|chain\w*)$/;
export const TARGET =
  /^_?(?:y|Y|t|ys|Ys|yTrue|y_true|targets?|target\w*|labels?|label_?\w*|expected\w*|desired\w*|ideal\w*|truth|ground\w*|actual|answers?|correct\w*|teacher|trueY|goal_?output|outputs_?true|train_?[yY]|y_?train|wanted|want)$/;
export const DERIVATIVE_CALL =
  /(?:sigmoid|tanh|relu|softmax|activations?|act|transfer|loss|cost|actFn|elu|gelu)\w*?(?:prime|deriv|grad|backward|dfunc)\w*\s*\(|\b(?:d_?(?:sigmoid|tanh|relu|activation|softmax|func)\w*|deriv\w{0,20}|\w{0,30}[dD]erivative|\w{0,30}Prime|\w{0,30}_prime|dfunc|\w{0,30}Deriv|df|der)\s*\(/i;
/** `this.critic.backward(g, lr)`, which is a step of another object. */
export const CALLS_BACKWARD = /[\w\])!]\s*\.\s*(?:backward|backwards|backprop\w*|backPropagate\w*|bprop)\s*\(\s*[^)\s]/;
export const OPTIMISER =
  /^(?:adam(?:w|ax|_?optimi[sz]er)?|nadam|sgd\w*|rms_?prop|ada(?:grad|delta|max|bound)|momentum|nesterov\w*|lion|lamb|radam|lookahead|\w*optimi[sz]er\w*)$/i;
export const NAME = '[A-Za-z_$][\\w$.]{0,40}(?:\\[[^\\]\\n]{0,40}\\]){0,3}';
export const ACTIVATION_DERIVATIVE = [
  /\*\s*\(\s*1(?:\.0?)?\s*-\s*[A-Za-z_$]/, // a * (1 - a)
  /\(\s*1(?:\.0?)?\s*-\s*[\w.$[\]]{1,60}\s*\)\s*\*/, // (1 - a) * a
  new RegExp(`\\b1(?:\\.0?)?\\s*-\\s*(${NAME})\\s*\\*\\s*\\1`), // 1 - a * a
  /\b1(?:\.0?)?\s*-\s*(?:Math\.pow|np\.square|np\.power|square|pow)\s*\(/,
  /\b1(?:\.0?)?\s*-\s*[\w.$[\]()]{1,60}\s*\*\*\s*2/,
  />=?\s*0(?:\.0?)?\s*\?[^:;\n]{1,80}:\s*(?:0|alpha|this\.|leak|slope|\w{1,20}\s*\*)/, // z > 0 ? g : 0
  /<=?\s*0(?:\.0?)?\s*\?\s*(?:0|alpha|leak)/,
  /<=?\s*0(?:\.0?)?\s*\)\s*(?:\{\s*)?[\w.$[\]]{1,80}\s*=\s*0/,
  /\*\s*\(\s*[\w.$[\]]{1,60}\s*>\s*0\s*\)/,
  /\[\s*[\w.]{1,60}\s*[<>]=?\s*0(?:\.0?)?\s*\]\s*=\s*0/, // dX[Z <= 0] = 0
  /\[\s*[\w.]{1,60}\s*[<>]=?\s*0(?:\.0?)?\s*\]\s*=\s*(?:1\b|[\w.]{0,40}(?:alpha|slope|leak))/i, // dX[Z <= 0] = self.alpha
  /\[~?(?:self\.|this\.)?_?[a-zA-Z]{0,20}[mM]ask[a-z]{0,10}\] ?= ?0/, // dout[self.mask] = 0
  /\bwhere\(\s*[\w.[\]]{1,60}\s*[<>]=?\s*0/, // np.where(z > 0, g, 0)
  /\(\s*[\w.]{1,60}\s*>=?\s*0(?:\.0?)?\s*\)\.(?:astype|float)\b/, // (z > 0).astype(float)
  /\b1(?:\.0?)?\s+if\s+[\w.[\]]{1,60}\s*[<>]=?\s*0/, // 1 if z > 0 else 0
];
export const ARRAY_CALL =
  /(?:\.|\b)(dot|matmul|matMul|mmul|multiply|mul|outer|outerProduct|hadamard|transpose|transposed|times|product|sub|subtract|einsum|sum|add\.at|sumAxis|sumRows|sumCols|scale|addInPlace|matMulTransA|matMulTransB|matrixMultiply|elementwise\w*|dotProduct|mulMat|map2|zip\w*|vecmat|matvec|axpy|gemm|conv\w*|col2im|tensordot)\w{0,12}\s*\(/g;
export const TRANSCENDENTAL =
  /Math\.(?:exp|tanh|log|sqrt)\b|\b(?:np|math|torch|tf|nj|mathjs)\.(?:exp|tanh|log|sqrt|maximum)\b|Math\.max\(\s*0|\.(?:exp|tanh|relu|sigmoid|softmax|log)\(/;
export const KNOWN_FUNCTION =
  /^(?:dense|squared|huber|mae|absolute|quadratic|flatten|sigmoid|tanh|relu|softmax|softplus|gelu|elu|swish|silu|logistic|leaky|mse|cost|loss|cross|entropy|logloss|hinge|activation|affine|linear|dense|conv|norm|batchnorm|layernorm|attention|lstm|rnn|gru|embedding|dropout|pool|energy|objective|rosenbrock|likelihood|error|act)$/;
/** Functions of one number that networks are made of. */
export const ACTIVATION =
  /^(?:sigmoid|sig|tanh|relu|prelu|softmax|softplus|softsign|gelu|elu|selu|mish|swish|silu|logistic|leaky|activations?|activate|activator|act|transfer|squash)$/;
/** Other names that nobody writes down but who trains something. */
export const TRAINED_WITH =
  /^(?:mse|mae|bce|huber|hinge|cost|loss|cross|entropy|crossentropy|logloss|objective|criterion|rosenbrock|likelihood|affine|dense|batchnorm|layernorm|attention|lstm|rnn|gru|embedding|dropout|net|network|neuron|layer|model)$/;
export const OUTSIDE =
  /\b(?:document|window(?!\s*\.\s*(?:max|min|sum|mean|shape|reshape|argmax|ravel|flatten|copy|T)\b)|navigator|history|location|localStorage|fetch|axios|socket|req|res|knex|queryInterface|prisma|gpio|serial|sql|http|chrome|browser|ipc\w*)\s*[.(]|addEventListener|setTimeout|setInterval|requestAnimationFrame|\bdispatch\s*\(|\$\(\s*/;
/** `tf.variableGrads(() => …)`, `tf.GradientTape`, `torch.autograd.grad`: a library differentiates; what it or C holds cannot be called here. */
export const LIBRARY_GRADIENT =
  /\b(?:tf|jax|torch|torch\.autograd|autograd)\.(?:grads?|valueAndGrads?|value_and_grad|variableGrads|vjp|jvp|jacobian|backward|custom_gradient)\s*\(|\bvariableGrads\s*\(|\.computeGradients\s*\(\s*(?:\(|async\b|function\b)|\bGradientTape\b|\btape\.gradient\s*\(|\btf\.custom_gradient\b|\.requires_grad_\(|\bctypes\.\w/;
/** `(y - shift) * np.exp(-scale)` takes back what forward has stretched and shifted. */
export const UNDOES = /-\s*[\w.]+\s*\)\s*(?:\*\s*(?:np|xp|torch|Math)\.exp\(\s*-|\/\s*(?:np|xp|torch|Math)\.exp\()/;
/** Boltzmann machines move their weights by what they sample of themselves. */
export const SAMPLES_ITSELF = /contrastive|\bgibbs/i;
/** `return (<div` of JSX; no type argument of a function is written in small letters there. */
export const MARKUP =
  /(?:\breturn|=>|[?:(])\s*(?:\(\s*)?<(?:>|(?:div|span|p|ul|ol|li|svg|section|article|main|header|footer|nav|h[1-6]|button|canvas|form|input|label|table|pre|figure|img|g)\b)/;
export const NUMERICAL =
  /\/\s*(?:\(\s*)?2(?:\.0)?\s*\*\s*(?:this\.)?(?:h|eps|epsilon|delta|EPS|EPSILON|step|dx)\b|\/\s*\(\s*(?:h|eps|epsilon)\s*\*\s*2/;

/** `(this.objective(moved) - current) / epsilon` in what a step calls for its gradient. */
export const ONE_SIDED = /-\s*[\w.]{1,60}(?:\([^()\n]{0,80}\))?\s*\)\s*\/\s*(?:epsilon|eps|EPS\w{0,20}|h|delta)\b/;
