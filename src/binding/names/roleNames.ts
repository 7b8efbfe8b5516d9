import { plain } from './names.ts';
import type { Place, Role } from './roles.ts';

/** The table of names, read from top to bottom; a rule with `place` holds only there. */
interface Rule {
  role: Role;
  names: RegExp;
  place?: Place[];
}

export const rules: Rule[] = [
  { role: 'rate', names: /^(lr|learningrate|learnrate|alpha|eta|rate|step|stepsize|learning)$/ },
  { role: 'seed', names: /^(seed|randomseed)$/ },
  { role: 'optimizer', names: /^(optimizer|optimiser|optim|opt|solver)$/ },
  {
    role: 'upstream',
    place: ['backward'],
    names:
      /^(d(out|output|y|yhat|o|a|al|z|l|loss|h|hnext|hs|hstotal|ys|os|value|values|next|ynext|anext|act|activation|score|scores|logit|logits|ldout|ldy|ldo|ldz|lda|ldoutput|r|c|s|error|up|upstream|result|top|zl|current|p|prob|probs|ht|xhat)|g(y|out|o|z)|gradout|gradoutput|gradoutputs|gradient|gradients?|grady|grad|gradnext|gradz|grada|gradloss|outgrad|outputgrad|outputgradient|outputgradients|lossgrad|lossgradient|nextgrad|upstream|upstreamgrad|upstreamgradient|accumgrad|delta|deltas|nextdelta|error|err|errors?|dvalue|cotangent|ct|outputerror|outputdelta|chaingrad|gradin|topdiff|gradinput|incominggradient|incominggrad|incoming|prevgrad|gradfromabove|gradientoutput|outdelta|outputdelta|dldoutput|nextlayergradient|dcost|nexterror|outerror)$/,
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
      /^(y|t|yenc|yencoded|yonehot|yoh|tonehot|target|targets|label|labels|expected|expectedoutput|expectedoutputs|desired|desiredoutput|ideal|truth|ytrue|actual|groundtruth|answer|tgt|targetoutput|onehot|onehotlabel|correct|yt|ytrain|truelabel|ybatch|goal|teacher|correctlabel|targetarray|targetvalue|yreal|trueoutput|targetid|targetindex|classindex|labelindex|targettoken|ys|ybar|outputexpected|expectedvalue|expectedresult|classlabel|reference|targetvector|targetdata|outputtarget|actualoutput|actualvalue|wanted|wantedoutput|desire|desires|should|solution)$/,
  },
  {
    role: 'prediction',
    names:
      /^(yhat|ypred|pred|preds|prediction|predictions|predicted|prob|probs|probability|probabilities|p|al|activated|postact|postactivation|output|outputs|out|o|activation|activations|a|h|hidden|s|softmax|softmaxoutput|yp|predictedoutput|modeloutput|networkoutput|ans|result|estimate|z|act|acts|finaloutput)$/,
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
  { role: 'norm', names: /^(gamma|beta|gain)$/ },
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
      /^(x|input|inputs|inp|data|feature|features|aprev|xs|batch|sample|samples|image|images|img|in|xbatch|xtrain|inputdata|inputarray|source|src|vector|value|values|embedding|token|tokens|query|key|q|k|v|xt|inputvector|inputvalue|tensor|matrix|mat|vec|signal|example|h|hs|hprev|z|logit|logits|score|scores|a|net|sum|arr|array|num|n)$/,
  },
];

export const optionNames =
  /^(reg|lambda|lambd|lam|lmbda|l2|l1|l2lambda|weightdecay|decay|momentum|eps|epsilon|keepprob|dropprob|dropoutprob|dropoutprobability|dropprobability|dropout|dropoutrate|p|rate|beta1|beta2|temperature|temp|tau|delta|margin|negativeslope|leak|leaky|scale|stride|strides|pad|padding|dilation|poolsize|groups|clip|threshold|gamma|regularization|regularisation|smoothing|alpha|axis|dim|lamda|epoch|epochs|iteration|iterations|step|steps|t|lambda_|regstrength|c)$/;

export const sizeNames =
  /^(n|m|N|D|H|C|M|B|T|V|K|I|O|L|F|R|S|W|nx|nh|ny|rows?|cols?|columns?|width|height|depth|channels?|channel|units?|neurons?|nodes?|outputs?|inputs?|hidden|length|len|count|heads|nheads|dmodel|dim|dims|embd|vocab|seqlen|nin|nout|fanin|fanout|nhead|numclass|batch|oc|ic|hs|nh|dout|din|outfeatures|infeatures|outfeature|infeature)$/;

/** A field in which an object keeps its target: `this.y`, `this.targetLabel`. */
export const keptTarget =
  /^_?(?:y|t|(?:current|last)?_?(?:targets?|labels?|expected|truth|y_?true)(?:_?(?:labels?|values?|outputs?))?)$/i;

/** One vector that holds the weights of all layers, to be cut and given their shapes. */
export const unrolledNames = /^(?:nn_?params?|params?|parameters|thetas?|theta_?vec\w*|x0|unrolled\w*)$/i;

/** A usual value for a number by its name; generic, never 0 or 1. */
export function optionNumber(name: string): number {
  const { base } = plain(name);
  const table: [RegExp, number][] = [
    [/eps/, 1e-5],
    [/stride/, 1],
    [/^pad(ding)?$/, 1],
    [/pad|axis|dim|dilation$/, 0],
    [/^f$/, 2],
    [/pool|window/, 2],
    [/kernel|filter|fsize/, 3],
    [/keep/, 0.8],
    [/drop/, 0.3],
    [/momentum|beta/, 0.9],
    [/epoch|iteration|step$|group/, 1],
    [/temp|tau/, 1.7],
    [/slope|leak|alpha/, 0.15],
    [/clip|threshold|max/, 50],
    [/reg|lambd|lamda|^lam$|lmbda|decay|l2|l1/, 0.35],
  ];
  return table.find(([pattern]) => pattern.test(base))?.[1] ?? 0.35;
}
