import { extensions, type Uri } from 'vscode';

/** The part of the Python extension's API that is used here (its `environments` namespace). */
interface PythonExtension {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): { path: string };
    resolveEnvironment(environment: { path: string }): Promise<{ executable: { uri?: Uri } } | undefined>;
  };
}

/** The interpreter that the Python extension has selected for a file; null where it is not installed or says nothing. */
export async function selectedInterpreter(file: Uri, log: (message: string) => void): Promise<string | null> {
  const extension = extensions.getExtension<PythonExtension>('ms-python.python');
  if (!extension) return null;
  try {
    const { environments } = await extension.activate();
    const active = environments.getActiveEnvironmentPath(file);
    const resolved = await environments.resolveEnvironment(active);
    return resolved?.executable.uri?.fsPath ?? null;
  } catch (error) {
    log(`The Python extension did not say which interpreter is selected: ${String(error)}`);
    return null;
  }
}
