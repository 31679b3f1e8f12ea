// Prints the faults that the parser of Neo4j's editors finds in a script; exit code 3 where it is not installed.
import { readFileSync } from "node:fs";

let support;
try {
  support = await import("@neo4j-cypher/language-support");
} catch {
  process.exit(3);
}
if (process.argv.length > 2) {
  const script = readFileSync(process.argv[2], "utf8");
  console.log(JSON.stringify(support.lintCypherQuery(script, {}).diagnostics));
}
