#!/usr/bin/env node
// Writes what Go and other clients need from forge's build in out/: abi/*.json, the Go bindings and the list of source
// digests they were made from. Usage: generate.js TARGET, the folder that gets abi/ and bindings/.
const { createHash } = require("node:crypto");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const contracts = [
  "ProjectRegistrar",
  "NodeRegistry",
  "FleetManager",
  "W3bstreamRouter",
  "ZNodeRegistrar",
  "IWSReceiver",
  "SproutReceiver",
  "WeatherInsurance",
  "IProofVerifier",
  "Halo2Verifier",
  "Halo2Receiver",
  "HeatingAllowance",
  "MeterBills",
  "ProjectRegistry",
  "EnodeBonds",
  "ZnodeStaking",
  "VerifierRouter",
  "Risc0Verifier",
  "TaskSettlement",
  "ISettlementReceiver",
];
const root = __dirname;
const target = path.resolve(process.argv[2] ?? root);
const abis = path.join(target, "abi");
const bindings = path.join(target, "bindings");
for (const folder of [abis, bindings]) fs.mkdirSync(folder, { recursive: true });

const combined = {};
for (const name of contracts) {
  const artifact = JSON.parse(fs.readFileSync(path.join(root, "out", `${name}.sol`, `${name}.json`), "utf8"));
  fs.writeFileSync(path.join(abis, `${name}.json`), JSON.stringify(artifact.abi, null, 2) + "\n");
  combined[`${name}.sol:${name}`] = { abi: artifact.abi, bin: artifact.bytecode.object.replace(/^0x/, "") };
}

const input = path.join(root, "out", "combined.json");
fs.writeFileSync(input, JSON.stringify({ contracts: combined, version: require("solc").version() }));
const abigen = ["run", "github.com/ethereum/go-ethereum/cmd/abigen", "--v2", "--pkg", "bindings"];
execFileSync("go", [...abigen, "--combined-json", input, "--out", path.join(bindings, "contracts.go")], {
  cwd: path.dirname(root),
  stdio: "inherit",
});

// abigen names the type of a function's results after the function alone, so that contracts with the same function give it
// twice; the first stays.
const source = path.join(bindings, "contracts.go");
const seen = new Map();
const go = fs.readFileSync(source, "utf8").replace(/(?:^\/\/.*\n)+type (\w+Output) struct \{\n[^}]*\}\n\n?/gm, (text, name) => {
  if (!seen.has(name)) return seen.set(name, text.trim()) && text;
  if (seen.get(name) !== text.trim()) throw new Error(`two functions give different results of type ${name}`);
  return "";
});
fs.writeFileSync(source, go);
fs.chmodSync(source, 0o644);

// The digests let a test without Node notice sources that changed after the bindings.
const sources = fs
  .readdirSync(path.join(root, "src"), { recursive: true })
  .filter((file) => file.endsWith(".sol"))
  .map((file) => `src/${file.split(path.sep).join("/")}`)
  .concat("foundry.toml", "package-lock.json")
  .sort();
const lines = sources.map((file) => {
  const digest = createHash("sha256").update(fs.readFileSync(path.join(root, file))).digest("hex");
  return `${digest}  ${file}\n`;
});
fs.writeFileSync(path.join(bindings, "sources.sha256"), lines.join(""));
