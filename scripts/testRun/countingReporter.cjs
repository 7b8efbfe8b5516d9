// mocha --reporter: dots and the failures in full on the terminal, the record of the run for npm test.
const Mocha = require('mocha');
const { recordRun } = require('./recordRun.ts');

class CountingReporter extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    recordRun(runner, process.env.GRADIENT_CHECK_TEST_RECORD);
  }
}

module.exports = CountingReporter;
