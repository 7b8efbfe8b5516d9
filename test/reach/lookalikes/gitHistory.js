const { execFileSync } = require('child_process');

function commits() {
  return execFileSync('git', ['rev-list', '--reverse', 'main']).toString().trim().split('\n');
}

function at() {
  return execFileSync('git', ['rev-parse', 'HEAD']).toString().trim();
}

exports.forward = function (n = 1) {
  const all = commits();
  const i = Math.min(all.length - 1, all.indexOf(at()) + n);
  execFileSync('git', ['checkout', '-q', all[i]]);
};

exports.backward = function (n = 1) {
  const all = commits();
  const i = Math.max(0, all.indexOf(at()) - n);
  execFileSync('git', ['checkout', '-q', all[i]]);
};
