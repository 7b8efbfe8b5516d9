import type { GradientCheckConfig } from '../model/config.ts';

/** Returns what it is given; with it an editor offers the keys of `gradcheck.config.ts`. */
export function defineConfig(config: GradientCheckConfig): GradientCheckConfig {
  return config;
}
