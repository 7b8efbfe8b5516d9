import fc from 'fast-check';

/**
 * Properties are tried with the same draws in every `npm test`, so that a change is judged by what it changes; another
 * GRADIENT_CHECK_SEED tries others, and `npm run fuzz` far more.
 */
fc.configureGlobal({ seed: Number(process.env['GRADIENT_CHECK_SEED'] ?? 1) });
