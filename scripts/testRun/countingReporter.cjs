// mocha --reporter: dots and the failures in full on the terminal, the counts in the file that the environment names.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

class CountingReporter extends Mocha.reporters.Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      writeFileSync(
        process.env.GRADIENT_CHECK_TEST_COUNTS,
        JSON.stringify({ passed: passes, failed: failures, pending }),
      );
    });
  }
}

module.exports = CountingReporter;
