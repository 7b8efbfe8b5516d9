import type { ParameterFacts } from '../model/facts.ts';
import { plain, wordsOf } from './names.ts';

/** What an argument is for. */
export type Role =
  | 'container' // an object or list of parameters
  | 'weight'
  | 'bias'
  | 'norm' // γ and β: as long as the features
  | 'data'
  | 'label'
  | 'prediction' // an activation that an earlier call returned
  | 'cache'
  | 'upstream'
  | 'size'
  | 'sizes'
  | 'rate'
  | 'option'
  | 'mode'
  | 'flag'
  | 'function'
  | 'seed'
  | 'optimizer'
  | 'unknown';

export type Place = 'forward' | 'backward' | 'cost' | 'constructor';

/** The table of names, read from top to bottom; a rule with `place` holds only there. */
interface Rule {
  role: Role;
  names: RegExp;
  place?: Place[];
}

const rules: Rule[] = [
  { role: 'rate', names: /^(lr|learningrate|learnrate|alpha|eta|rate|step|stepsize|learning)$/ },
  { role: 'seed', names: /^(seed|randomseed)$/ },
  { role: 'optimizer', names: /^(optimizer|optimiser|optim|opt|solver)$/ },
  {
    role: 'upstream',
    place: ['backward'],
    names:
      /^(d(out|output|y|yhat|o|a|al|z|l|loss|h|hnext|value|values|next|ynext|anext|act|activation|score|scores|logit|logits|ldout|ldy|ldo|ldz|lda|ldoutput|r|c|s|error|up|upstream|result|top|zl|current|p|prob|probs|ht|xhat)|g(y|out|o|z)|gradout|gradoutput|gradoutputs|gradient|gradients?|grady|grad|gradnext|gradz|grada|gradloss|outgrad|outputgrad|outputgradient|outputgradients|lossgrad|lossgradient|nextgrad|upstream|upstreamgrad|upstreamgradient|accumgrad|delta|deltas|nextdelta|error|err|errors?|dvalue|cotangent|ct|outputerror|outputdelta|chaingrad|gradin|topdiff|gradinput|incominggradient|incominggrad|incoming|prevgrad|gradfromabove|gradientoutput|outdelta|outputdelta|dldoutput|nextlayergradient|dcost|nexterror|outerror)$/,
  },
  {
    role: 'cache',
    names:
      /^(cache|cached|caches|ctx|context|saved|memo|tape|intermediate|intermediates|forwardresult|forwardcache|fwd|fwdcache|forwardpass|layercache|memory|store|save|savedtensor|result|forwardoutput|activationcache|linearcache|residual|residuals|trace|aux|info)$/,
    place: ['backward', 'cost'],
  },
  {
    role: 'label',
    names:
      /^(y|t|target|targets|label|labels|expected|expectedoutput|expectedoutputs|desired|desiredoutput|ideal|truth|ytrue|actual|groundtruth|answer|tgt|targetoutput|onehot|onehotlabel|correct|yt|ytrain|truelabel|ybatch|goal|teacher|correctlabel|targetarray|targetvalue|yreal|trueoutput|targetid|targetindex|classindex|labelindex|targettoken|ys|ybar|outputexpected|expectedvalue|expectedresult|classlabel|reference|targetvector|targetdata|outputtarget|actualoutput|actualvalue)$/,
  },
  {
    role: 'prediction',
    names:
      /^(yhat|ypred|pred|preds|prediction|predictions|predicted|prob|probs|probability|probabilities|p|al|output|outputs|out|o|activation|activations|a|h|hidden|s|softmax|softmaxoutput|yp|predictedoutput|modeloutput|networkoutput|ans|result|estimate|z|act|acts|finaloutput)$/,
    place: ['backward', 'cost'],
  },
  {
    role: 'container',
    names:
      /^(parameter|param|params|parameters|p|weightsandbiases|model|net|network|layer|layers|state|theta|modelparam|networkparam|networkparams|nn|mlp|self)$/,
  },
  {
    role: 'sizes',
    names:
      /^(layersize|layersizes|layerdim|layerdims|layersdim|layersdims|size|sizes|layout|topology|architecture|structure|shape|dims|neuroncount|neuronperlayer|unit|units|hiddenlayer|hiddenlayers|hiddensizes|layer|layers|nodes|config|arch|inputshape)$/,
    place: ['constructor'],
  },
  { role: 'norm', names: /^(gamma|beta)$/ },
  {
    role: 'mode',
    names:
      /^(mode|activation|activationname|activationtype|act|type|kind|name|padding|reduction|loss|lossname|initializer|init|activationfn)$/,
  },
  {
    role: 'flag',
    names:
      /^(train|training|istraining|istrain|verbose|debug|usebias|bias\?|hasbias|test|flag|inplace|usecache|keepdim|bias)$/,
    place: ['constructor'],
  },
  {
    role: 'flag',
    names:
      /^(train|training|istraining|istrain|verbose|debug|usebias|test|flag|inplace|istest|trainmode|trainingmode)$/,
  },
  {
    role: 'weight',
    names:
      /^(w|weight|weights|kernel|kernels|filter|filters|theta|u|v|coef|coefficient|synapse|syn|wt|embedding|embeddings|embed|emb|table|slope|m)$/,
    place: ['forward', 'backward', 'cost'],
  },
  {
    role: 'weight',
    names:
      /^(w|weight|u|kernel|filter)(x|h|y|i|o|q|k|v|f|g|c|a|r|z|xh|hh|hy|hx|yh|ih|ho|ax|aa|ya|ff|up|down|in|out|hidden|input|output|proj|final|fc|conv|embed|e|s|t|n|ix|ox|xx|inputhidden|hiddenoutput|inputtohidden|hiddentooutput|xi|hi|xf|hf|xo|xc|hc|xg|hg|xz|hz|xr|hr|xn|hn|[a-z])$/,
  },
  { role: 'bias', names: /^(b|bias|biase|biases|intercept|offset)$/, place: ['forward', 'backward', 'cost'] },
  { role: 'bias', names: /^(b|bias)(h|y|x|i|o|f|g|c|a|q|k|v|r|z|hidden|output|out|ih|hh|ho|in|proj|n|input|final)$/ },
  {
    role: 'data',
    names:
      /^(x|input|inputs|inp|data|feature|features|aprev|xs|batch|sample|samples|image|images|img|in|xbatch|xtrain|inputdata|inputarray|source|src|vector|value|values|embedding|token|tokens|query|key|q|k|v|xt|inputvector|inputvalue|tensor|matrix|mat|vec|signal|example|h|hprev|z|logit|logits|score|scores|a|net|sum|arr|array|num|n)$/,
  },
];

const optionNames =
  /^(reg|lambda|lambd|l2|l1|l2lambda|weightdecay|decay|momentum|eps|epsilon|keepprob|dropout|dropoutrate|p|rate|beta1|beta2|temperature|temp|tau|delta|margin|negativeslope|leak|leaky|scale|stride|strides|pad|padding|dilation|poolsize|groups|clip|threshold|gamma|regularization|regularisation|smoothing|alpha|axis|dim|lamda|epoch|epochs|iteration|iterations|step|steps|t|lambda_|regstrength|c)$/;

const sizeNames =
  /^(n|m|N|D|H|C|M|B|T|V|K|I|O|L|F|R|S|W|nx|nh|ny|rows?|cols?|columns?|width|height|depth|channels?|channel|units?|neurons?|nodes?|outputs?|inputs?|hidden|length|len|count|heads|nheads|dmodel|dim|dims|embd|vocab|seqlen|nin|nout|fanin|fanout|nhead|numclass|batch|oc|ic|hs|nh|dout|din|outfeatures|infeatures|outfeature|infeature)$/;

function isSizeName(name: string): boolean {
  const base = plain(name).base;
  return (
    sizeNames.test(name) ||
    sizeNames.test(base) ||
    /(size|dim|dims|count|length|units|neuron|node|channel|width|height|features?|rows|cols|num)$/.test(base) ||
    /^(num|nb|no|number|n)[A-Z_]/.test(name) ||
    /^(num|count|numberof)/.test(base)
  );
}

function ruleRole(name: string, place: Place): Role | null {
  const { base } = plain(name);
  const lower = name.replace(/[_$\d]/g, '').toLowerCase();
  const rule = rules.find(
    (entry) => (!entry.place || entry.place.includes(place)) && (entry.names.test(base) || entry.names.test(lower)),
  );
  return rule?.role ?? null;
}

function isNumberArray(type: string | null): boolean {
  return (
    type !== null &&
    /^(readonly\s+)?(number|Number)(\[\])+$|^(Readonly)?Array<number|Float(32|64)Array|^(Matrix|Vector|Tensor|Mat|Vec)\b/.test(
      type.trim(),
    )
  );
}

function isNumberType(type: string | null): boolean {
  return type !== null && /^(number|int|float|scalar)$/i.test(type.trim());
}

function isArrayType(type: string | null): boolean {
  return type !== null && /\[\]|Array|Matrix|Tensor|Vector|Vec|ndarray|List|Mat\b/i.test(type);
}

/**
 * The role of an argument from its name, type and use. Numbers that bound a loop are sizes; objects that are
 * called are functions; a name from the table decides the rest.
 */
export function roleOf(parameter: ParameterFacts, place: Place): Role {
  const { name, type, use, defaultValue } = parameter;
  if (/^(options?|opts|config|cfg|settings|hyper(params|parameters)?|args|kwargs)$/i.test(name)) {
    return 'option';
  }
  if (use.called || (type !== null && /=>/.test(type)) || /(fn|func|function|callback|derivative|prime)$/i.test(name)) {
    return 'function';
  }
  if (use.comparedWith.some((value) => typeof value === 'string') || typeof defaultValue === 'string') {
    return 'mode';
  }
  if (typeof defaultValue === 'boolean' || type === 'boolean' || type === 'bool') {
    return 'flag';
  }
  const named = ruleRole(name, place);
  if (isNumberType(type) || (typeof defaultValue === 'number' && !isArrayType(type))) {
    return numberRole(parameter, named, place);
  }
  if (place === 'constructor') {
    return constructorRole(parameter, named);
  }
  const isIndexed = use.indexDepth > 0 || isArrayType(type) || use.methods.length > 0;
  if (!isIndexed && use.loopBound) {
    return 'size';
  }
  if (
    !isIndexed &&
    named !== 'upstream' &&
    named !== 'rate' &&
    optionNames.test(plain(name).base) &&
    !/^(t|p|c|alpha|gamma|delta|scale)$/.test(plain(name).base)
  ) {
    return 'option';
  }
  if (named === 'rate' && isIndexed) {
    return 'data';
  }
  if (named === 'container' && isIndexed && !keepsParameters(parameter)) {
    return 'weight';
  }
  return named ?? roleByUse(parameter, place);
}

/** θ and p that are indexed by numbers are arrays; with keys such as W1 they hold parameters. */
function keepsParameters({ keys, name, type }: ParameterFacts): boolean {
  return keys.length > 0 || !(/^(theta|p|thetas)$/i.test(name) || isNumberArray(type));
}

function numberRole(parameter: ParameterFacts, named: Role | null, place: Place): Role {
  const { name, use } = parameter;
  if (named === 'rate' || named === 'seed') {
    return named;
  }
  if (isGeometry(name)) {
    return 'option';
  }
  if (
    use.loopBound ||
    (isSizeName(name) && !['data', 'weight', 'bias', 'label', 'upstream', 'prediction'].includes(named ?? ''))
  ) {
    return 'size';
  }
  if (optionNames.test(plain(name).base) && !(place === 'backward' && named === 'upstream')) {
    return 'option';
  }
  if (place === 'constructor') {
    return isSizeName(name) && !isGeometry(name) ? 'size' : 'option';
  }
  if (parameter.defaultValue !== undefined && !['weight', 'bias'].includes(named ?? '')) {
    return 'option';
  }
  return named ?? (isSizeName(name) ? 'size' : 'data');
}

/** Sizes of windows, not of layers. */
function isGeometry(name: string): boolean {
  return (
    /kernel|stride|pad|pool|dilation|filtersize|fsize|window/i.test(name.replace(/_/g, '')) &&
    !/num|count|channels/i.test(name)
  );
}

function constructorRole(parameter: ParameterFacts, named: Role | null): Role {
  const { name, type, use, defaultValue } = parameter;
  if (
    isArrayType(type) ||
    Array.isArray(defaultValue) ||
    use.indexDepth > 0 ||
    use.methods.some((method) => /map|forEach|length|slice/.test(method))
  ) {
    const isMatrix = /^number\[\]\[\]/.test(type ?? '') || use.indexDepth >= 2;
    if (isMatrix && (named === 'data' || named === 'label')) {
      return named;
    }
    return named === 'weight' || named === 'bias' ? named : 'sizes';
  }
  if (named !== null && ['rate', 'seed', 'optimizer', 'mode', 'flag', 'sizes'].includes(named)) {
    return named === 'sizes' && isSizeName(name) && !/^(sizes|layers|layersizes|dims|layerdims|shape)$/i.test(name)
      ? 'size'
      : named;
  }
  if (optionNames.test(plain(name).base)) {
    return 'option';
  }
  if (isGeometry(name)) {
    return 'option';
  }
  return isSizeName(name) || named === 'data' || named === 'prediction' ? 'size' : (named ?? 'size');
}

function roleByUse(parameter: ParameterFacts, place: Place): Role {
  const { use, keys, name } = parameter;
  if (use.usedAsIndex) {
    return 'label';
  }
  if (keys.some((key) => /^(W|b|weights?|bias(es)?)\d*$/i.test(key))) {
    return 'container';
  }
  const words = wordsOf(name).map((word) => word.toLowerCase());
  const has = (...list: string[]): boolean => list.some((word) => words.includes(word));
  if (place === 'backward' && (has('grad', 'gradient', 'delta', 'error', 'upstream') || /^d[A-Z]/.test(name))) {
    return 'upstream';
  }
  if (has('cache', 'ctx', 'caches') && place !== 'forward') {
    return 'cache';
  }
  if (has('weight', 'weights', 'kernel') || /^[WU][a-z]{0,3}\d*$/.test(name)) {
    return 'weight';
  }
  if (has('bias', 'biases')) {
    return 'bias';
  }
  if (has('target', 'targets', 'label', 'labels', 'expected', 'true')) {
    return 'label';
  }
  if (has('pred', 'prediction', 'predictions', 'predicted', 'output', 'outputs') && place !== 'forward') {
    return 'prediction';
  }
  if (has('params', 'parameters', 'model')) {
    return 'container';
  }
  return isSizeName(name) && use.indexDepth === 0 && keys.length === 0 ? 'size' : 'unknown';
}

/** A usual value for a number by its name; generic, never 0 or 1. */
export function optionNumber(name: string): number {
  const { base } = plain(name);
  const table: [RegExp, number][] = [
    [/eps/, 1e-5],
    [/stride/, 1],
    [/pad|axis|dim|dilation$/, 0],
    [/pool|window/, 2],
    [/kernel|filter|fsize/, 3],
    [/keep/, 0.8],
    [/drop/, 0.3],
    [/momentum|beta/, 0.9],
    [/epoch|iteration|step$|group/, 1],
    [/temp|tau/, 1.7],
    [/slope|leak|alpha/, 0.15],
    [/clip|threshold|max/, 50],
    [/reg|lambd|lamda|decay|l2|l1/, 0.35],
  ];
  return table.find(([pattern]) => pattern.test(base))?.[1] ?? 0.35;
}
