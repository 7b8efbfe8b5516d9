/**
 * What `gradcheck.config.ts|js|json` may say: the flags of the command line under the same names, and where to look.
 * A flag wins over the file. Paths and globs are relative to the file's folder; times in seconds, memory in megabytes.
 */
export interface GradientCheckConfig {
  /** For editors: where the schema of a JSON file is. */
  $schema?: string;
  /** Files, folders or globs that are checked where the command line names none. Default: the folder of this file. */
  include?: string[];
  /** Globs of files that are never looked at. */
  exclude?: string[];
  /** How the result is printed. Default 'text'. */
  format?: 'text' | 'json' | 'sarif' | 'junit' | 'markdown' | 'github';
  /** File that the result is written to. */
  output?: string;
  /** Step ε of the textbook check. */
  epsilon?: number;
  /** Seed of the random inputs. */
  seed?: number;
  /** 'exact' compares every entry, 'fast' only probes; 'auto' compares every entry where that fits the budget. */
  mode?: 'auto' | 'exact' | 'fast';
  /** Seconds that comparing every entry may take in mode 'auto'. */
  budget?: number;
  /** Seconds after which a check is stopped. */
  timeLimit?: number;
  /** Megabytes of memory that a check may use. */
  memoryLimit?: number;
  /** Checks at the same time. */
  jobs?: number;
  /** Interpreter for Python files. */
  python?: string;
}
