import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Two of the server's modules are C++ and are published without binaries. Here they get stand-ins in JavaScript, so
 * that no compiler and no Node headers are needed: the log goes to a file as before, and the watchdog looks once a
 * second whether the server still lives (from the event loop, where the original uses a thread).
 */
const spdlog = `
const fs = require('fs');
const path = require('path');
const names = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; this.plain = false; }
  write(level, message) {
    if (level < this.level) return;
    const line = this.plain ? message : new Date().toISOString() + ' [' + names[level] + '] ' + message + '\\n';
    try { fs.appendFileSync(this.file, line); } catch {}
  }
  trace(m) { this.write(0, m); } debug(m) { this.write(1, m); } info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); } error(m) { this.write(4, m); } critical(m) { this.write(5, m); }
  getLevel() { return this.level; } setLevel(level) { this.level = level; }
  setPattern() {} clearFormatters() { this.plain = true; } flush() {} drop() {}
}
async function create(name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

const watchdog = `
exports.start = function (pid) {
  setInterval(() => {
    try { process.kill(pid, 0); } catch (error) { if (error.code === 'ESRCH') process.exit(87); }
  }, 1000).unref();
};
exports.exit = function (code) { process.exit(code || 0); };
`;

/** @param modules the server's node_modules folder */
export function writeNativeStandIns(modules: string): void {
  writeFileSync(join(modules, '@vscode', 'spdlog', 'index.js'), spdlog);
  writeFileSync(join(modules, '@vscode', 'native-watchdog', 'index.js'), watchdog);
  // A binding.gyp would make npm compile at the next install of any kind.
  rmSync(join(modules, '@vscode', 'spdlog', 'binding.gyp'), { force: true });
  rmSync(join(modules, '@vscode', 'native-watchdog', 'binding.gyp'), { force: true });
}
