/** Every command of the extension; package.json declares the same ids, and a test compares the two. */
export const commandIds = {
  run: 'gradientCheck.run',
  runAll: 'gradientCheck.runAll',
  exactSweep: 'gradientCheck.exactSweep',
  otherInputs: 'gradientCheck.otherInputs',
  debug: 'gradientCheck.debug',
  debugEntry: 'gradientCheck.debugEntry',
  findFix: 'gradientCheck.findFix',
  showPanel: 'gradientCheck.showPanel',
  createInputs: 'gradientCheck.createInputs',
  checkFunctions: 'gradientCheck.checkFunctions',
  ignorePair: 'gradientCheck.ignorePair',
  copyReport: 'gradientCheck.copyReport',
  cancel: 'gradientCheck.cancel',
  showOutput: 'gradientCheck.showOutput',
  reportProblem: 'gradientCheck.reportProblem',
} as const;
