#!/usr/bin/env bash
# What action.yml runs: one check, from which annotations, the job summary and the files that are asked for come.
# Inputs come as INPUT_…; action.yml says what they mean. The exit code is that of the check.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$root/package.json")
command=${INPUT_COMMAND:-npx --yes gradient-check@$version}
summary=$(mktemp)
trap 'rm -f "$summary"' EXIT

also=(--also "markdown=$summary")
[ -z "${INPUT_SARIF:-}" ] || also+=(--also "sarif=$INPUT_SARIF")
[ -z "${INPUT_JUNIT:-}" ] || also+=(--also "junit=$INPUT_JUNIT")
# Paths, flags and the command are lists of words: they are split on purpose.
# shellcheck disable=SC2086
$command check ${INPUT_PATHS:-} ${INPUT_ARGS:-} --format github "${also[@]}"
code=$?
cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
echo "exit-code=$code" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
