/* What tells a step of gradient descent from any other change of a value; the same for every language. */

const weight =
  /^(?:_?[wu](?:eights?)?\d*|_?b(?:ias(?:es)?)?\d*|thetas?|params?|coef\w*|intercept|kernels?|filters?|value|data|m|c|slope|connection)(?![a-z])|weight|bias|^[WBUV]\w{0,2}\d?$/i;
const rate = /learning_?rate|\blr\b|l_rate|\balpha\b|\beta\b|\brate\b|\bstep_?(?:Size|size)?\b|LEARN|η|α/i;
const error = /err|delta|grad|\bd[A-Z]\w*|\bd[wb]\w{0,3}\b|nabla|chain|correction|adjust|change/i;

/** A step of gradient descent names its rate, or a delta or an error, or takes a gradient away from a weight. */
export function looksLikeStep(parameter: string, value: string, isMinus: boolean): boolean {
  if (/random/i.test(value)) return false;
  const [hasRate, hasError] = [rate.test(value), error.test(value)];
  return (
    (weight.test(parameter) && (hasRate || hasError)) ||
    ((isMinus || /^[A-Z]\d?$/.test(parameter)) && hasRate && hasError)
  );
}

/** A value with what its own names were set to: `g * h[j]` behind `g = error * rate` is a step by a rate. */
export function withDeclared(value: string, declared: (name: string) => string | undefined): string {
  const names = new Set(value.match(/(?<![\w.$])[A-Za-z_$][\w$]*/g) ?? []);
  const texts = [...names].slice(0, 12).flatMap((name) => declared(name) ?? []);
  return [value, ...texts].join(' ; ');
}
