// Starts `recount server` and hands it the reports that are open. All that is known of reports is in the server.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { DocumentSelector, LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

/** What is checked: what the command line reads inside a folder, and texts that have no file yet. */
const REPORTS: DocumentSelector = ["file", "untitled"].flatMap((scheme) => [
  { scheme, language: "plaintext" },
  { scheme, language: "markdown" },
  { scheme, language: "html" },
  { scheme, language: "jsonl" },
  { scheme, pattern: "**/*.{txt,md,markdown,html,htm,xhtml,shtml,jsonl,ndjson}" },
  { scheme, pattern: "**/{recount,recount.ignore}.toml" },
]);

let client: LanguageClient | undefined;

async function start(): Promise<void> {
  const command = workspace.getConfiguration("recount").get<string>("path") || "recount";
  const server: ServerOptions = { command, args: ["server"] };
  const options: LanguageClientOptions = {
    documentSelector: REPORTS,
    initializationOptions: workspace.getConfiguration("recount"),
    synchronize: { configurationSection: "recount" },
  };
  client = new LanguageClient("recount", "recount", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const install = `recount: cannot start \`${command}\`: set \`recount.path\` to the program`;
    void window.showErrorMessage(`${install} (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("recount.restart", restart),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("recount.path")) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}
